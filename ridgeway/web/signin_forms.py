"""The sign-in library's forms, in the house's words: labels above fields, no placeholders, hints without markup."""

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp

PASSWORD_HINT = "At least 12 characters, and not one that is easy to guess. Three words together do well."  # noqa: S105


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


class AuthenticateForm(_Code, mfa.AuthenticateForm):
    hint = "Six figures from your authenticator, or one of your recovery codes"


class ConfirmCodeForm(_Code, mfa.ReauthenticateForm):
    hint = AuthenticateForm.hint


class ActivateTOTPForm(_Code, totp.ActivateTOTPForm):
    hint = "The six figures that your authenticator shows now"
