"""A council's OpenID Connect provider, small enough for a test: it signs what it is told to say."""

import json
import threading
import time
import urllib.parse
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT = "ridgeway"
_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
_PUBLIC = {**json.loads(RSAAlgorithm.to_jwk(_KEY.public_key())), "kid": "1", "use": "sig", "alg": "RS256"}


class Provider:
    """Where it answers, and what it says about whoever comes."""

    def __init__(self, port: int):
        self.issuer = f"http://127.0.0.1:{port}"
        self.claims: dict = {}
        self.nonce: str | None = None

    def says(self, **claims) -> None:
        """What the provider knows about the next person."""
        self.claims = claims

    def answer(self, address: str) -> str:
        """The browser's visit: from the address it was sent to, to the one it is sent back to."""
        asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))
        self.nonce = asked.get("nonce")
        return f"{asked['redirect_uri']}?{urllib.parse.urlencode({'code': 'once', 'state': asked['state']})}"

    def document(self, path: str) -> dict:
        return {
            "/.well-known/openid-configuration": {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "userinfo_endpoint": f"{self.issuer}/me",
                "jwks_uri": f"{self.issuer}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            },
            "/keys": {"keys": [_PUBLIC]},
            "/me": self.claims,
        }[path]

    def token(self) -> dict:
        now = int(time.time())
        claims = {**self.claims, "iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300}
        if self.nonce:
            claims["nonce"] = self.nonce
        signed = jwt.encode(claims, _KEY, algorithm="RS256", headers={"kid": "1"})
        return {"access_token": "a", "token_type": "Bearer", "expires_in": 300, "id_token": signed}


@contextmanager
def running():
    """A provider at a free port of this machine, until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self._reply(provider.document(urllib.parse.urlsplit(self.path).path))

        def do_POST(self):
            self._reply(provider.token())

        def _reply(self, document: dict) -> None:
            body = json.dumps(document).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = Provider(server.server_address[1])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
