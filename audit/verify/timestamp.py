"""A token of a time-stamping authority (RFC 3161): what it states, and whether that holds."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

from audit.verify.der import OCTETS, SEQUENCE, SET, TIME, DerError, Value, parse

SIGNED_DATA = "1.2.840.113549.1.7.2"
TST_INFO = "1.2.840.113549.1.9.16.1.4"
CONTENT_TYPE, MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12"
SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47"
DIGESTS = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
# algorithms that name their digest themselves; a bare RSA or EC key leaves it to the signer
NAMED = {
    "1.2.840.113549.1.1.11": "sha256",
    "1.2.840.113549.1.1.12": "sha384",
    "1.2.840.113549.1.1.13": "sha512",
    "1.2.840.10045.4.3.2": "sha256",
    "1.2.840.10045.4.3.3": "sha384",
    "1.2.840.10045.4.3.4": "sha512",
}
BARE = {"1.2.840.113549.1.1.1", "1.3.101.112"}
CONTEXT_0, CONTEXT_0_PRIMITIVE = 0xA0, 0x80
GRANTED = {0, 1}
LONGEST_CHAIN = 8
TIME_FORMAT = "%Y%m%d%H%M%S"


class TokenError(Exception):
    """The token does not hold."""


@dataclass(frozen=True)
class Token:
    """What the authority states, and what its signature is made of."""

    time: dt.datetime
    imprint: bytes
    imprint_hash: str
    content: bytes
    certificates: tuple[x509.Certificate, ...]
    signer: Value

    @classmethod
    def parse(cls, response: bytes) -> "Token":
        """Read the answer of an authority; nothing is verified.

        Raises:
            TokenError: when it is not exactly one.

        """
        try:
            return cls._parse(response)
        except (DerError, ValueError, IndexError, KeyError, OverflowError) as wrong:
            raise TokenError(f"it cannot be read ({wrong})") from wrong

    @classmethod
    def _parse(cls, response: bytes) -> "Token":
        status, content_info = parse(response).require(SEQUENCE).items()
        if status.require(SEQUENCE).items()[0].integer not in GRANTED:
            raise DerError("it was not granted")
        kind, wrapped = content_info.require(SEQUENCE).items()
        if kind.oid != SIGNED_DATA:
            raise DerError("no signed data")
        _version, _digests, inner, *rest = wrapped.require(CONTEXT_0).inner().items()
        content_type, content = inner.require(SEQUENCE).items()
        if content_type.oid != TST_INFO:
            raise DerError("no statement of a time")
        info = content.require(CONTEXT_0).inner().require(OCTETS).content
        certificates: tuple[x509.Certificate, ...] = ()
        if rest and rest[0].tag == CONTEXT_0:
            certificates = tuple(
                x509.load_der_x509_certificate(item.raw)
                for item in rest[0].items()
                if item.tag == SEQUENCE
            )
        _tst_version, _policy, imprint, _serial, time, *_ = parse(info).items()
        algorithm, digest = imprint.require(SEQUENCE).items()
        return cls(
            _time(time),
            digest.require(OCTETS).content,
            DIGESTS[algorithm.items()[0].oid],
            info,
            certificates,
            rest[-1].require(SET).inner().require(SEQUENCE),
        )

    def require_over(self, message: bytes) -> None:
        """It was given for exactly these bytes.

        Raises:
            TokenError: when it was given for others.

        """
        if hashlib.new(self.imprint_hash, message).digest() != self.imprint:
            raise TokenError("it is over other bytes")

    def require_signed(self, roots: Sequence[x509.Certificate]) -> str:
        """An authority under one of the roots signed it; its name.

        Raises:
            TokenError: when the signature, the certificate or the chain does not hold.

        """
        try:
            signer = self._verified_signer()
            self._require_chain(signer, roots)
        except InvalidSignature as wrong:
            raise TokenError("its signature does not hold") from wrong
        except (DerError, UnsupportedAlgorithm, x509.ExtensionNotFound) as wrong:
            raise TokenError(f"it cannot be checked ({wrong})") from wrong
        except (ValueError, TypeError, IndexError, KeyError) as wrong:
            raise TokenError(f"it cannot be read ({wrong})") from wrong
        return signer.subject.rfc4514_string()

    def _verified_signer(self) -> x509.Certificate:
        _version, sid, digest, attributes, algorithm, signature, *_ = self.signer.items()
        name = DIGESTS[digest.items()[0].oid]
        stated = _attributes(attributes.require(CONTEXT_0))
        if stated[CONTENT_TYPE].inner().oid != TST_INFO:
            raise DerError("the signature is over something else")
        stated_digest = stated[MESSAGE_DIGEST].inner().require(OCTETS).content
        if stated_digest != hashlib.new(name, self.content).digest():
            raise TokenError("what it states was changed")
        certificate = self._named(sid)
        _require_bound(stated, certificate)
        signed = bytes([SET]) + attributes.raw[1:]
        _verify(certificate, signature.require(OCTETS).content, signed, algorithm, name)
        return certificate

    def _named(self, sid: Value) -> x509.Certificate:
        for certificate in self.certificates:
            if sid.tag == CONTEXT_0_PRIMITIVE:
                found = certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
                if found.value.digest == sid.content:
                    return certificate
            else:
                issuer, serial = sid.require(SEQUENCE).items()
                is_issuer = issuer.raw == certificate.issuer.public_bytes()
                if is_issuer and serial.integer == certificate.serial_number:
                    return certificate
        raise TokenError("the certificate of its signer is not in it")

    def _require_chain(self, signer: x509.Certificate, roots: Sequence[x509.Certificate]) -> None:
        usage = signer.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
        if list(usage.value) != [ExtendedKeyUsageOID.TIME_STAMPING] or not usage.critical:
            raise TokenError("its signer is not certified for time stamps")
        at, current = self.time, signer
        for _step in range(LONGEST_CHAIN):
            if not current.not_valid_before_utc <= at <= current.not_valid_after_utc:
                raise TokenError("a certificate was not valid at that time")
            if current in roots:
                return
            issuers = [one for one in (*roots, *self.certificates) if _issued(one, current)]
            if not issuers:
                raise TokenError("no chain of certificates leads to a given root")
            current = issuers[0]
        raise TokenError("the chain of certificates is too long")


def _attributes(values: Value) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for item in values.items():
        kind, content = item.require(SEQUENCE).items()
        if kind.oid in found:
            raise DerError("an attribute stands twice")
        found[kind.oid] = content.require(SET)
    return found


def _require_bound(stated: dict[str, Value], certificate: x509.Certificate) -> None:
    """The signature names the certificate by its digest, so that no other takes its place."""
    encoded = certificate.fingerprint
    if SIGNING_CERTIFICATE_V2 in stated:
        first = stated[SIGNING_CERTIFICATE_V2].inner().items()[0].items()[0].items()
        name = "sha256"
        if first[0].tag == SEQUENCE:
            name, first = DIGESTS[first[0].items()[0].oid], first[1:]
        wanted = encoded(HASHES[name])
    elif SIGNING_CERTIFICATE in stated:
        first = stated[SIGNING_CERTIFICATE].inner().items()[0].items()[0].items()
        wanted = encoded(hashes.SHA1())  # noqa: S303 - RFC 2634 knows no other; only a name here
    else:
        raise TokenError("it does not name the certificate of its signer")
    if first[0].require(OCTETS).content != wanted:
        raise TokenError("it names another certificate")


def _verify(
    certificate: x509.Certificate, signature: bytes, signed: bytes, algorithm: Value, digest: str
) -> None:
    kind = algorithm.items()[0].oid
    if kind not in NAMED and kind not in BARE:
        raise DerError(f"signature algorithm {kind} is not known here")
    chosen = HASHES[NAMED.get(kind, digest)]
    key = certificate.public_key()
    if isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(signature, signed, ec.ECDSA(chosen))
    elif isinstance(key, rsa.RSAPublicKey):
        key.verify(signature, signed, padding.PKCS1v15(), chosen)
    elif isinstance(key, ed25519.Ed25519PublicKey):
        key.verify(signature, signed)
    else:
        raise DerError("a key of a kind that is not known here")


def _issued(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    if issuer == certificate:
        return False
    try:
        constraints = issuer.extensions.get_extension_for_class(x509.BasicConstraints).value
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound):
        return False
    return constraints.ca and _may_sign_certificates(issuer)


def _may_sign_certificates(issuer: x509.Certificate) -> bool:
    try:
        return issuer.extensions.get_extension_for_class(x509.KeyUsage).value.key_cert_sign
    except x509.ExtensionNotFound:
        return True


def _time(value: Value) -> dt.datetime:
    text = value.require(TIME).content.decode("ascii")
    whole, _point, fraction = text.removesuffix("Z").partition(".")
    if not text.endswith("Z") or not (whole + fraction).isdecimal():
        raise DerError("no time in UTC")
    found = dt.datetime.strptime(whole, TIME_FORMAT).replace(tzinfo=dt.UTC)
    return found.replace(microsecond=int(fraction[:6].ljust(6, "0")))
