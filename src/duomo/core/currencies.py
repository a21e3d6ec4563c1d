"""The currencies that a price may be in: the active codes of ISO 4217 with their minor digits.

Metals, testing codes and units of account without minor digits cannot be paid and are left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Currency:
    """One currency: its ISO 4217 code, how many digits its minor unit has, and the sign written before an amount."""

    code: str
    digits: int
    sign: str

    @property
    def minor_in_major(self) -> int:
        """How many minor units make one major unit."""
        return int(10**self.digits)


# ISO 4217 list one as in force in 2026: with XAD and XCG; ANG, BGN, CUC, HRK, SLL and ZWL have been withdrawn.
_CODES_BY_DIGITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY
        COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS
        INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR
        MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP
        STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG
    """,
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}

# Only signs that a reader cannot take for another currency; every other amount is written with its code.
_SIGNS = {
    "AUD": "A$",
    "BRL": "R$",
    "CAD": "CA$",
    "EUR": "€",
    "GBP": "£",
    "HKD": "HK$",
    "ILS": "₪",
    "INR": "₹",
    "JPY": "¥",
    "KRW": "₩",
    "MXN": "MX$",
    "NGN": "₦",
    "NZD": "NZ$",
    "PHP": "₱",
    "TRY": "₺",
    "TWD": "NT$",
    "UAH": "₴",
    "USD": "US$",
    "VND": "₫",
}

CURRENCIES: Mapping[str, Currency] = MappingProxyType(
    {
        code: Currency(code, digits, _SIGNS.get(code, ""))
        for digits, codes in _CODES_BY_DIGITS.items()
        for code in sorted(codes.split())
    },
)


def is_currency(code: str) -> bool:
    """Whether the code is an active ISO 4217 currency, written in capitals."""
    return code in CURRENCIES
