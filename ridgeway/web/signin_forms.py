"""The sign-in library's forms, in the house's words: labels above fields, no placeholders, hints without markup."""

from allauth.account import forms as account
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.core.cache import cache

PASSWORD_HINT = "At least 12 characters, and not one that is easy to guess. Three words together do well."  # noqa: S105

CODE_SECONDS = 120  # longer than a code is good for, MFA_TOTP_TOLERANCE included


def _words(form, **fields: tuple[str, str]) -> None:
    for name, (label, hint) in fields.items():
        field = form.fields[name]
        field.label, field.help_text = label, hint
        field.widget.attrs.pop("placeholder", None)


class LoginForm(account.LoginForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _words(self, login=("E-mail address", ""), password=("Password", ""))
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ResetPasswordForm(account.ResetPasswordForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _words(self, email=("E-mail address", ""))


class ResetPasswordKeyForm(account.ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _words(self, password1=("New password", PASSWORD_HINT), password2=("The same again", ""))


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _words(
            self,
            oldpassword=("Password now", ""),
            password1=("New password", PASSWORD_HINT),
            password2=("The same again", ""),
        )


class SetPasswordForm(account.SetPasswordForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _words(self, password1=("New password", PASSWORD_HINT), password2=("The same again", ""))


class ConfirmPasswordForm(account.ReauthenticateForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _words(self, password=("Password", ""))


class _Code:
    label, hint = "Code", ""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _words(self, code=(self.label, self.hint))
        self.fields["code"].widget.attrs.update({"inputmode": "numeric", "autofocus": True})  # type: ignore[attr-defined]


class _OnceOnly(_Code):
    """A code is good for its half minute and the one on either side, and for one use in all that time."""

    hint = "Six figures from your authenticator, or one of your recovery codes"

    def clean_code(self) -> str:
        code = super().clean_code()  # type: ignore[misc]
        key = f"ridgeway:code-used:{self.user.pk}:{normalize_user_code(code)}"  # type: ignore[attr-defined]
        if not cache.add(key, True, timeout=CODE_SECONDS):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(_OnceOnly, mfa.AuthenticateForm):
    pass


class ConfirmCodeForm(_OnceOnly, mfa.ReauthenticateForm):
    pass


class ActivateTOTPForm(_Code, totp.ActivateTOTPForm):
    hint = "The six figures that your authenticator shows now"
