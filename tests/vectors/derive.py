#!/usr/bin/env python3
"""Write the address vectors beside this script: python3 derive.py

Published addresses are quoted with their source. The others are made of fixed bytes by the encoders below, which were
written from the specifications and share no code with the library: what the C code decodes, this encodes.
"""
import base64
import hashlib
import os

BITCOIN = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
RIPPLE = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
ONE, M = 1, 0x2BC830A3
HERE = "made by derive.py"


def seed(name, size=32):
    return hashlib.sha256(("extortscan vector " + name).encode()).digest()[:size]


def sha256d(data):
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()


def base58(data, alphabet=BITCOIN):
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = alphabet[digit] + text
    return alphabet[0] * (len(data) - len(data.lstrip(b"\0"))) + text


def base58check(data, alphabet=BITCOIN):
    return base58(data + sha256d(data)[:4], alphabet)


def keccak256(data):
    rotations = ((0, 36, 3, 41, 18), (1, 44, 10, 45, 2), (62, 6, 43, 15, 61), (28, 55, 25, 21, 56), (27, 20, 39, 8, 14))
    mask, rate = (1 << 64) - 1, 136

    def left(value, by):
        return ((value << by) | (value >> (64 - by))) & mask if by else value

    def constants():
        state = 1
        for _ in range(24):
            value = 0
            for bit in range(7):
                if state & 1:
                    value ^= 1 << ((1 << bit) - 1)
                state = (state << 1) ^ (0x171 if state & 0x80 else 0)
            yield value

    padded = bytearray(data) + b"\1"
    padded += bytes(-len(padded) % rate)
    padded[-1] |= 0x80
    a = [[0] * 5 for _ in range(5)]
    for start in range(0, len(padded), rate):
        for i in range(rate // 8):
            a[i % 5][i // 5] ^= int.from_bytes(padded[start + 8 * i : start + 8 * i + 8], "little")
        for constant in constants():
            c = [a[x][0] ^ a[x][1] ^ a[x][2] ^ a[x][3] ^ a[x][4] for x in range(5)]
            d = [c[x - 1] ^ left(c[(x + 1) % 5], 1) for x in range(5)]
            b = [[0] * 5 for _ in range(5)]
            for x in range(5):
                for y in range(5):
                    b[y][(2 * x + 3 * y) % 5] = left(a[x][y] ^ d[x], rotations[x][y])
            a = [[b[x][y] ^ (~b[(x + 1) % 5][y] & mask & b[(x + 2) % 5][y]) for y in range(5)] for x in range(5)]
            a[0][0] ^= constant
    return b"".join(a[i % 5][i // 5].to_bytes(8, "little") for i in range(4))


def five_bits(data):
    held = bits = 0
    values = []
    for byte in data:
        held = held << 8 | byte
        bits += 8
        while bits >= 5:
            bits -= 5
            values.append(held >> bits & 31)
    if bits:
        values.append(held << (5 - bits) & 31)
    return values


def bech32(prefix, values, constant):
    def step(total, value):
        top = total >> 25
        total = (total & 0x1FFFFFF) << 5 ^ value
        for i, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            total ^= generator if top >> i & 1 else 0
        return total

    total = 1
    for value in [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix] + values + [0] * 6:
        total = step(total, value)
    total ^= constant
    return prefix + "1" + "".join(BECH32[v] for v in values + [total >> 5 * (5 - i) & 31 for i in range(6)])


def witness(prefix, version, program):
    return bech32(prefix, [version] + five_bits(program), M if version else ONE)


def cashaddr(prefix, version, hashed):
    values, total = five_bits(bytes([version]) + hashed), 1
    for value in [ord(c) & 31 for c in prefix] + [0] + values + [0] * 8:
        top = total >> 35
        total = (total & 0x07FFFFFFFF) << 5 ^ value
        for i, generator in enumerate((0x98F2BC8E61, 0x79B76D99E2, 0xF33E5FB3C4, 0xAE2EABE2A8, 0x1E4F43E470)):
            total ^= generator if top >> i & 1 else 0
    total ^= 1
    return prefix + ":" + "".join(BECH32[v] for v in values + [total >> 5 * (7 - i) & 31 for i in range(8)])


def cryptonote(version, size):
    data = bytes([version]) + (seed("xmr a") + seed("xmr b") + seed("xmr c"))[:size]
    data += keccak256(data)[:4]
    text = ""
    for start in range(0, len(data), 8):
        block = data[start : start + 8]
        number, part = int.from_bytes(block, "big"), ""
        for _ in range((0, 2, 3, 5, 6, 7, 9, 10, 11)[len(block)]):
            number, digit = divmod(number, 58)
            part = BITCOIN[digit] + part
        text += part
    return text


def eip55(digits):
    hashed = keccak256(digits.encode()).hex()
    return "0x" + "".join(c.upper() if int(hashed[i], 16) >= 8 else c for i, c in enumerate(digits))


def crc16(data):
    total = 0
    for byte in data:
        total ^= byte << 8
        for _ in range(8):
            total = (total << 1 ^ 0x1021 if total & 0x8000 else total << 1) & 0xFFFF
    return total


def ton(tag, workchain=0):
    data = bytes([tag, workchain]) + seed("ton")
    return base64.urlsafe_b64encode(data + crc16(data).to_bytes(2, "big")).decode()


def ss58(prefix):
    head = bytes([prefix]) if prefix < 64 else bytes([(prefix & 0xFC) >> 2 | 0x40, prefix >> 8 | (prefix & 3) << 6])
    data = head + seed("ss58")
    return base58(data + hashlib.blake2b(b"SS58PRE" + data).digest()[:2])


def from_hex(text):
    return bytes.fromhex(text).decode()


H20 = seed("20", 20)
KEYS = b"\2" + seed("scan") + b"\3" + seed("spend")
files = {}


def add(name, coin, network, form, address, source=HERE, checksum="ok"):
    files.setdefault(name, []).append((coin, network, form, checksum, address, source))


# -- bitcoin ----------------------------------------------------------------------------------------------------------
for form, address, source in (
    ("p2pkh", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "block 0 of the chain"),
    ("p2pkh", "1111111111111111111114oLvT2", "twenty zero bytes, the shortest"),
    ("p2pkh", "1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu", "CashAddr specification, legacy column"),
):
    add("btc", "btc/bch", "main", form, address, source)
add("btc", "btc/bch/ltc", "main", "p2sh", "3CWFddi6m4ndiGyKqzYvsFYagqDLPVMTzC", "CashAddr specification, legacy column")
for form, address, source in (
    ("p2wpkh", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "BIP-173"),
    ("p2wsh", witness("bc", 0, seed("wsh")), HERE),
    ("p2tr", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", "BIP-350"),
    ("witness", "BC1SW50QGDZ25J", "BIP-350"),
    ("witness", "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs", "BIP-350"),
    ("witness", "bc1pfeessrawgf", "BIP-433, pay to anchor"),
    ("silent", "sp1qqgste7k9hx0qftg6qmwlkqtwuy6cycyavzmzj85c6qdfhjdpdjtdgqjuexzk6murw56suy3e0rd2cgqvycxttddwsvgxe2usfpxumr70xc"
     "9pkqwv", "BIP-352 send_and_receive_test_vectors.json"),
    ("silent", bech32("sp", [1] + five_bits(KEYS + b"extension"), M), HERE + ", version 1 with data behind"),
    ("bolt11", "lnbc2500u1pvjluezpp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdq5xysxxatsyp3k7enxv4jsxqzpuaztrnwngzn"
     "3kdzw5hydlzf03qdgm2hdq27cqv3agm2awhz5se903vruatfhq77w3ls4evs3ch9zw97j25emudupq63nyw24cg27h2rspfj9srp", "BOLT 11 of 2018"),
    ("bolt11", "lnbc20m1pvjluezpp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqhp58yjmdan79s6qqdhdzgynm4zwqd5d7xmw5fk98"
     "klysy043l2ahrqscc6gd6ql3jrc5yzme8v4ntcewwz5cnw92tz0pc8qcuufvq7khhr8wpald05e92xw006sq94mg8v2ndf4sefvf9sygkshp5zfem29trqq2"
     "yxxz7", "BOLT 11 of 2018"),
    ("lnurl", "LNURL1DP68GURN8GHJ7UM9WFMXJCM99E3K7MF0V9CXJ0M385EKVCENXC6R2C35XVUKXEFCV5MKVV34X5EKZD3EV56NYD3HXQURZEPEXEJXXEPNX"
     "SCRVWFNV9NXZCN9XQ6XYEFHVGCXXCMYXYMNSERXFQ5FNS", "LUD-01"),
):
    add("btc", "btc", "main", form, address, source)
for form, address, source in (
    ("p2wsh", "tb1qqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesrxh6hy", "BIP-173"),
    ("p2tr", "tb1pqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesf3hn0c", "BIP-350"),
    ("p2wpkh", witness("bcrt", 0, H20), HERE),
    ("silent", bech32("tsp", [0] + five_bits(KEYS), M), HERE),
    ("bolt11", "lntb20m1pvjluezpp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqhp58yjmdan79s6qqdhdzgynm4zwqd5d7xmw5fk98"
     "klysy043l2ahrqsfpp3x9et2e20v6pu37c5d9vax37wxq72un98k6vcx9fz94w0qf237cm2rqv9pmn5lnexfvf5579slr4zq3u8kmczecytdx0xg9rwzngp7"
     "e6guwqpqlhssu04sucpnz4axcv2dstmknqq6jsk2l", "BOLT 11 of 2018"),
):
    add("btc", "btc", "test", form, address, source)
add("btc", "btc/bch/ltc/mona", "test", "p2pkh", "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn", "Bitcoin wiki, address prefixes")
add("btc", "btc/bch/ltc/mona", "test", "p2sh", "2MzQwSSnBHWHqSAqtTVQ6v47XtaisrJa1Vc", "Bitcoin wiki, address prefixes")

# -- its relatives ----------------------------------------------------------------------------------------------------
for address, source in (
    ("bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "CashAddr specification"),
    ("qr95sy3j9xwd2ap32xkykttr4cvcu7as4y0qverfuy", "CashAddr specification, prefix left out"),
    ("BITCOINCASH:QQQ3728YW0Y47SQN6L2NA30MCW6ZM78DZQRE909M2R", "CashAddr specification, upper case"),
    ("bitcoincash:ppm2qsznhks23z7629mms6s4cwef74vcwvn0h829pq", "CashAddr specification"),
    ("bitcoincash:zrcuqadqrzp2uztjl9wn5sthepkg22majypyxk429j", "libauth, token-aware"),
    (cashaddr("bitcoincash", 0x0B, seed("p2sh32")), HERE + ", 32 bytes"),
):
    add("bch", "bch", "main", "cashaddr", address, source)
add("bch", "bch", "test", "cashaddr", "bchtest:qpm2qsznhks23z7629mms6s4cwef74vcwvqcw003ap", "cashaddrjs")
add("bch", "bch", "test", "cashaddr", cashaddr("bchreg", 0, H20))
add("xec", "xec", "main", "cashaddr", "ecash:qpngxvfhtjuvehjm7la7m6xlwrw7230tzsl4d3vj8r", "an eCash shop")
add("xec", "xec", "main", "cashaddr", cashaddr("ecash", 8, H20))
add("ltc", "ltc", "main", "p2pkh", "LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH9", "rosetta code of block explorers")
add("ltc", "ltc/mona", "main", "p2sh/p2pkh", base58check(b"\x32" + H20))
add("ltc", "ltc", "test", "p2sh", base58check(b"\x3a" + H20))
add("ltc", "ltc", "main", "p2wpkh", "ltc1qhdhvrwe6rgqns8fz28tee0hphr5x7ulw5exv4w", "litecoin key_io_valid.json")
add("ltc", "ltc", "main", "witness", "ltc1zjwls6j8c4u", "litecoin key_io_valid.json")
add("ltc", "ltc", "main", "p2tr", witness("ltc", 1, seed("tr")))
add("ltc", "ltc", "test", "p2wpkh", witness("tltc", 0, H20))
add("ltc", "ltc", "test", "p2wpkh", witness("rltc", 0, H20))
add("ltc", "ltc", "main", "mweb", "ltcmweb1qq20e2arnhvxw97katjkmsd35agw3capxjkrkh7dk8d30rczm8ypxuq329nwh2twmchhqn3jqh7ua4ps539f6a"
    "azh79jy76urqht4qa59ts3at6gf", "litecoin MWEB key chain tests")
add("ltc", "ltc", "test", "mweb", "tmweb1qqvyk2xmvquxe9qhnfk9cn7zd4ahyelaj233mly7nyacxnc8ejt2dxq69frwmgdf09hkc68dlllwhz3as06t4e2t"
    "shrzv9ucp9a647nwztuxmecr2", "rust-litecoin MWEB key tests")
add("dash", "dash", "main", "p2pkh", "XpESxaUmonkq8RaLLp46Brx2K39ggQe226", "Dash documentation")
add("dash", "dash", "main", "p2sh", "7gnwGHt17heGpG9Crfeh4KGpYNFugPhJdh", "Dash documentation")
add("dash", "dash", "test", "p2pkh", base58check(b"\x8c" + H20))
add("dash", "dash", "test", "p2sh", base58check(b"\x13" + H20))
add("doge", "doge", "main", "p2pkh", "DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L", "Dogecoin wallets' example")
add("doge", "doge", "main", "p2sh", base58check(b"\x16" + H20))
add("doge", "doge", "main", "p2sh", base58check(b"\x16" + b"\0" * 20))
add("doge", "doge", "test", "p2pkh", base58check(b"\x71" + H20))
add("mona", "mona", "main", "p2sh", base58check(b"\x37" + H20))
add("mona", "mona", "main", "p2wpkh", witness("mona", 0, H20))
add("mona", "mona", "main", "p2tr", witness("mona", 1, seed("tr")))
add("mona", "mona", "test", "p2wpkh", witness("tmona", 0, H20))
add("mona", "mona", "test", "p2wsh", witness("rmona", 0, seed("wsh")))

# -- zcash ------------------------------------------------------------------------------------------------------------
add("zec", "zec", "main", "t1", "t1Hsc1LR8yKnbbe3twRp88p6vFfC5t7DLbs", "ZIP-321")
add("zec", "zec", "main", "t3", "t3Vz22vK5z2LcKEdg16Yv4FFneEL1zg9ojd", "zcash chainparams, founders' reward")
add("zec", "zec", "test", "tm", "tmEZhbWHTpdKMw5it8YDspUXSMGQyFwovpU", "ZIP-321")
add("zec", "zec", "test", "t2", "t26YoyZ1iPgiMEWL4zGUm74eVWfhyDMXzY2", "zcash chainparams")
add("zec", "zec", "main", "sprout", base58check(b"\x16\x9a" + seed("zc a") + seed("zc b")))
add("zec", "zec", "main", "sapling", "zs1z7rejlpsa98s2rrrfkwmaxu53e4ue0ulcrw0h4x5g8jl04tak0d3mm47vdtahatqrlkngh9slya",
    "zcash wallet documentation")
add("zec", "zec", "test", "sapling", "ztestsapling10yy2ex5dcqkclhc7z7yrnjq2z6feyjad56ptwlfgmy77dmaqqrl9gyhprdx59qgmsnyfska2kez",
    "ZIP-321")
add("zec", "zec", "main", "tex", "tex10wur2u9clts5dcpu2vc6qg93uzyj7cca2xm732", "zcash-test-vectors zip_0320.json")
add("zec", "zec", "main", "tex", "tex1s2rt77ggv6q989lr49rkgzmh5slsksa9khdgte", "ZIP-320")
add("zec", "zec", "test", "tex", bech32("textest", five_bits(H20), M))
for text in (
    "753163776c3970737677706673683730636a6e63646a7874797239763578723678686a6d67793634613367747032766e6571366666767a7663357239"
    "3935647533776a743576356a73747663327a6d6464723472686a6b6861756e636b32757963376137616e6a6536346c6572647468387a333979746d34"
    "79353567716d366d377a32666532767a32746c676d",
    "753170357274326c34386c706d79796579706e6666616c3238386a676632747a3530667a6e32336a647036387663756a76776e30757a357530657663"
    "7033356a666d6676726c3236617a3773757171666d30736b6e396d6d7a39756e383667716b713976613332763473",
    "753134396561766e61366c6536686a3963743067676174397a7538367574657336323664323336306570646e78657a71703072327872673870387276"
    "737771653736707165357763376877666130727a397935646b777073796d613336357a35793273796775687a7564376a68636567787a676b6c716d77"
    "75637a35366b6b7732763534676371783677726b66",
):
    add("zec", "zec", "main", "unified", from_hex(text), "zcash-test-vectors unified_address.json")
add("zec", "zec", "main", "unified", "u1l8xunezsvhq8fgzfl7404m450nwnd76zshscn6nfys7vyz2ywyh4cc5daaq0c7q2su5lqfh23sp7fkf3kt27ve5948"
    "mzpfdvckzaect2jtte308mkwlycj2u0eac077wu70vqcetkxf", "ZIP-321")

# -- other families ---------------------------------------------------------------------------------------------------
for form, address, source in (
    ("standard", "44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A",
     "donation address of the Monero project"),
    ("subaddress", "888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H",
     "donation address of the Monero project"),
    ("integrated", "4LL9oSLmtpccfufTMvppY6JwXNouMBzSkbLYfpAV5Usx3skxNgYeYTRj5UzqtReoS44qo9mtmXCqY45DJ852K5Jv2bYXZKKQePHES9khPK",
     "Monero documentation, integrated address"),
):
    add("xmr", "xmr", "main", form, address, source)
add("xmr", "xmr", "test", "standard", "9ujeXrjzf7bfeK3KZdCqnYaMwZVFuXemPU8Ubw335rj2FN1CdMiWNyFV3ksEfMFvRp9L9qum5UxkP5rN9aLcPxbH1"
    "au4WAB", "Monero wallet tests")
for version, form, size in ((54, "integrated", 72), (63, "subaddress", 64), (24, "standard", 64), (25, "integrated", 72),
                            (36, "subaddress", 64)):
    add("xmr", "xmr", "test", form, cryptonote(version, size))
for address in ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
                "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"):
    add("evm", "evm", "main", "eip55", address, "ERC-55")
for address in ("0x52908400098527886E0F7030069857D2E4169EE7", "0xde709f2102306220921060314715629080e2fb77"):
    add("evm", "evm", "main", "hex", address, "ERC-55, all of one case", "none")
add("evm", "evm", "main", "hex", "0x4646464646464646464646464646464646464646", "digits have no case", "none")
add("evm", "evm", "main", "eip55", eip55(seed("evm", 20).hex()))
add("trx", "trx", "main", "base58", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "contract of USDT on Tron")
add("trx", "trx", "main", "base58", base58check(b"\x41" + H20))
add("xrp", "xrp", "main", "classic", "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", "XRPL documentation, genesis account")
add("xrp", "xrp", "main", "classic", "rrrrrrrrrrrrrrrrrrrrrhoLvTp", "XRPL documentation, ACCOUNT_ZERO")
add("xrp", "xrp", "main", "classic", "r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59", "ripple-address-codec")
for address in ("X7AcgcsBL6XDcUb289X4mJ8djcdyKaB5hJDWMArnXr61cqZ", "X7AcgcsBL6XDcUb289X4mJ8djcdyKaGZMhc9YTE92ehJ2Fu",
                "XVLhHMPHU98es4dbozjVtdWzVrDjtV18pX8yuPT7y4xaEHi"):
    add("xrp", "xrp", "main", "x-address", address, "ripple-address-codec")
add("xrp", "xrp", "test", "x-address", "T719a5UwUCnEs54UsxG9CJYYDhwmFCqkr7wxCcNcfZ6p5GZ", "ripple-address-codec")
add("xlm", "xlm", "main", "account", "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ", "SEP-23")
for address in ("MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJUAAAAAAAAAAAACJUQ",
                "MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVAAAAAAAAAAAAAJLK"):
    add("xlm", "xlm", "main", "muxed", address, "SEP-23")
for address in ("addr1qx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer3n0d3vllmyqwsx5wktcd8cc3sq835lu7drv2xwl2wywfgse35a3x",
                "addr1vx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzers66hrl8",
                "addr1gx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer5pnz75xxcrzqf96k"):
    add("ada", "ada", "main", "shelley", address, "CIP-19")
add("ada", "ada", "test", "shelley", "addr_test1qz2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer3n0d3vllmyqwsx5wktcd8cc3sq835lu7drv"
    "2xwl2wywfgs68faae", "CIP-19")
add("ada", "ada", "main", "stake", "stake1uyehkck0lajq8gr28t9uxnuvgcqrc6070x3k9r8048z8y5gh6ffgw", "CIP-19")
add("ada", "ada", "test", "stake", bech32("stake_test", five_bits(b"\xe0" + seed("stake", 28)), ONE))
add("ada", "ada", "main", "byron", "Ae2tdPwUPEZFRbyhz3cpfC2CumGzNkFBN2L42rcUc2yjQpEkxDbkPodpMAi", "CIP-19, annex")
add("ada", "ada", "main", "byron", "DdzFFzCqrhsrcTVhLygT24QwTnNqQqQ8mZrq5jykUzMveU26sxaH529kMpo7VhPrt5pwW3dXeB2k3EEvKcNBRmzCfcQ7"
    "dTkyGzTs658C", "cardano-addresses")
add("ada", "ada", "test", "byron", "37btjrVyb4KDXBNC4haBVPCrro8AQPHwvCMp3RFhhSVWwfFmZ6wwzSK6JK1hY6wHNmtrpTf1kdbva8TCneM2YsiXT7mr"
    "zT21EacHnPpz5YyUdj64na", "CIP-19, annex")
add("dot", "dot", "main", "ss58", "15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5", "Substrate documentation, Alice")
add("dot", "ksm", "main", "ss58", ss58(2))
add("dot", "substrate", "main", "ss58", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", "Substrate documentation, Alice")
add("dot", "substrate", "main", "ss58", ss58(5), HERE + ", a network without a row of its own")
add("dot", "substrate", "main", "ss58", ss58(172), HERE + ", two bytes of prefix")
add("ton", "ton", "main", "bounce", "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N", "TON documentation, foundation wallet")
add("ton", "ton", "main", "nonbounce", "UQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAJKZ", "TON documentation, zero address")
add("ton", "ton", "main", "bounce", ton(0x11))
add("ton", "ton", "main", "bounce", ton(0x11).replace("-", "+").replace("_", "/"), HERE + ", in the other base64")
add("ton", "ton", "main", "nonbounce", ton(0x51, 255), HERE + ", masterchain")
add("ton", "ton", "test", "bounce", ton(0x91))
add("ton", "ton", "test", "nonbounce", ton(0xD1))
add("ton", "ton", "main", "raw", "0:" + seed("ton").hex(), checksum="none")
add("ton", "ton", "main", "raw", "-1:" + seed("ton").hex(), checksum="none")
add("sol", "sol", "main", "bare", "So11111111111111111111111111111111111111112", "Solana documentation, wrapped SOL", "none")
add("sol", "sol", "main", "bare", base58(seed("sol")), checksum="none")

# -- what is no address -----------------------------------------------------------------------------------------------
INVALID = (
    (base58check(b"\x80" + seed("wif")), "WIF private key"),
    (base58check(b"\x80" + seed("wif") + b"\1"), "WIF private key of a compressed point"),
    ("xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg7usUDFdp6W1EGMcet8",
     "BIP-32 extended public key"),
    ("xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi",
     "BIP-32 extended private key"),
    ("bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4", "BIP-350: not of the alphabet"),
    ("BC1SW50QA3JX3S", "BIP-173: version 16 with bech32"),
    ("bc1gmk9yu", "BIP-350: no data"),
    ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd", "BIP-350: version 1 with bech32"),
    ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh", "BIP-350: version 0 with bech32m"),
    ("Bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "mixed case"),
    ("tb1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq24jc47", "BIP-350: version 0 with bech32m"),
    ("bc10w508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kw5rljs90", "BIP-173: program too long"),
    (witness("bc", 0, seed("x", 19)), "version 0 program of 19 bytes"),
    (witness("bc", 17, seed("x")), "witness version 17"),
    (bech32("sp", [0] + five_bits(KEYS), ONE), "silent payment with bech32"),
    (bech32("sp", [0] + five_bits(KEYS + b"extension"), M), "silent payment of version 0 with data behind"),
    (bech32("sp", [31] + five_bits(KEYS), M), "silent payment of version 31"),
    (bech32("lnbc0100u", [0] * 7 + [1] * 104, ONE), "invoice: amount with a leading zero"),
    (bech32("lnbc25z", [0] * 7 + [1] * 104, ONE), "invoice: unknown multiplier"),
    (bech32("lnbc25u", [0] * 7 + [1] * 90, ONE), "invoice: no room for a signature"),
    (bech32("lnurl", five_bits(b"ftp://example.org/"), ONE), "LNURL: no URL of the web"),
    (bech32("u", five_bits(seed("u1") + seed("u2") + seed("u3")), M), "unified: never jumbled"),
    (bech32("u", five_bits(seed("u1", 20)), M), "unified: shorter than F4Jumble allows"),
    (bech32("zs", five_bits(seed("zs")), ONE), "sapling of 32 bytes"),
    (cashaddr("bitcoincash", 0x80, H20), "CashAddr: reserved bit"),
    (cashaddr("bitcoincash", 0x01, H20), "CashAddr: size does not fit the version"),
    (cashaddr("pref", 0, H20), "CashAddr: unknown prefix"),
    ("bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6b", "CashAddr: not of the alphabet"),
    ("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDB", "ERC-55: case of one letter"),
    ("0x" + seed("tx").hex(), "transaction hash"),
    ("1" + seed("git").hex()[:39], "git hash that begins with 1"),
    (base58check(b"\x05\x44" + H20 + b"\2" + bytes(8), RIPPLE), "X-address: flag 2"),
    (base58check(b"\x05\x44" + H20 + b"\0\1" + bytes(7), RIPPLE), "X-address: a tag without its flag"),
    (base58check(b"\x21" + H20, RIPPLE), "XRPL: family seed version"),
    ("SBGWSG6BTNCKCOB3DIFBGCVMUPQFYPA2G4O34RMTB343OYPXU5DJDVMN", "StrKey: secret seed"),
    ("GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSG2", "StrKey: one character changed"),
    ("EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2O", "TON: one character changed"),
    ("15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp6", "SS58: one character changed"),
    ("Ae2tdPwUPEZFRbyhz3cpfC2CumGzNkFBN2L42rcUc2yjQpEkxDbkPodpMAj", "Byron: one character changed"),
    ("44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3B",
     "Monero: one character changed"),
    ("z" * 88 + "A" * 7, "Monero: a block beyond 64 bits"),
    ("3F3F3F3F3F3F3F3F3F3F3F3F3F3F3F3F3F", "question marks in a wrong encoding"),
    ("550e8400-e29b-41d4-a716-446655440000", "UUID"),
    ("QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWKPBdG", "IPFS CID"),
    ("AKIAIOSFODNN7EXAMPLEAKIAIOSFODNN7E", "API key"),
)

here = os.path.dirname(os.path.abspath(__file__))
for name, rows in files.items():
    with open(os.path.join(here, name + ".tsv"), "w") as out:
        out.write("# coin\tnetwork\tform\tchecksum\taddress\tsource\n")
        out.writelines("\t".join(row) + "\n" for row in rows)
with open(os.path.join(here, "invalid.tsv"), "w") as out:
    out.write("# address\twhy it is none\n")
    out.writelines("\t".join(row) + "\n" for row in INVALID)
