"""What a reader of a bundle needs to know, in both languages, and its description as RO-Crate."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings

from audit.bundles.models import Bundle

MODULES = ("log/merkle.py", "log/notation.py", "log/note.py", "log/proof.py")
STARTER = b'''"""Checks the bundle: `python -I verifier/check.py BUNDLE --key VKEY`."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True  # whatever is written beside the files is one file too many
sys.path.insert(0, str(Path(__file__).resolve().parent))

from audit.verify.__main__ import main  # noqa: E402 - after the path

raise SystemExit(main())
'''
ENGLISH = """# Evidence bundle {name}

Case: {case}
Log: {origin}

## How to check it

You need Python 3.11 or later and the package `cryptography`, no network and not the platform that
made this file.

    python -I {top}/verifier/check.py {top} --key VKEY

`VKEY` is the public key of the log (`name+hash+base64`). **Take it from where you kept it**: noted
at the engagement, from a witness, from somebody else who checks the same log. There is none in
this bundle on purpose: a key that came with the evidence would prove nothing. A log that changed
its key has several: give each that you kept with a `--key` of its own. With `--witness` and
`--time-roots` cosignatures and trusted times are checked too, with `--kept` that the log was not
rewritten since a head that you kept; `--help` says more. If you do not
trust the verifier in this folder, take the same program from the source of the platform; its
formats are public: C2SP tlog-checkpoint, tlog-proof and signed-note, RFC 9162, RFC 3161,
RFC 8785, RFC 8493.

## What is in it

* `data/entries`: the exact bytes of the entries; `data/proofs`: that each is in the log
* `data/disclosed`: personal fields of the entries with the salts of their commitments
* `data/checkpoints`, `data/consistency`: signed heads of the log, and that each continues the last
* `data/keys`: where the log changed its key, what it announced
* `data/tokens`: times that an authority stated over heads (RFC 3161)
* `data/files`, `data/documents.json`: the files that were handed in
* `data/withheld.json`: entries under seal that are not shown, with their places in the log
{objects}
The manifests only find accidents: whoever changes the bundle can write them anew. What counts are
the proofs. Titles and notes of `documents.json` and `ro-crate-metadata.json` are not proven.
"""
CHINESE = """# 证据包 {name}

案件：{case}
日志：{origin}

## 核验方法

需要 Python 3.11 或更高版本及 `cryptography` 软件包；不需要网络，也不需要生成本文件的平台。

    python -I {top}/verifier/check.py {top} --key VKEY --language zh

`VKEY` 是日志的公钥（`name+hash+base64`）。**请使用您自行保存的公钥**：委托时记录的、见证方提供的、
或其他核验同一日志者提供的。本证据包有意不含公钥：与证据同来的公钥不能证明任何事。
日志更换过密钥的，请将所保存的各公钥分别用 `--key` 给出。
加上 `--witness` 和 `--time-roots` 可同时核验联署与可信时间；加上 `--kept` 可核验自您所保存的
日志头以来日志未被改写；详见 `--help`。
如不信任本目录中的核验程序，可从平台源代码取得同一程序；所用格式均公开
（C2SP tlog-checkpoint、tlog-proof、signed-note；RFC 9162、RFC 3161、RFC 8785、RFC 8493）。

## 内容

* `data/entries`：记录的原始字节；`data/proofs`：每条记录在日志中的证明
* `data/disclosed`：记录中的个人信息及其承诺所用的盐值
* `data/checkpoints`、`data/consistency`：经签名的日志头，及其前后延续的证明
* `data/keys`：日志更换密钥时的公布
* `data/tokens`：时间戳机构对日志头给出的时间（RFC 3161）
* `data/files`、`data/documents.json`：所提交的文件
* `data/withheld.json`：密封未出示的记录及其在日志中的位置
{objects}
清单只能发现意外损坏：改动证据包者可重写清单。起作用的是证明。`documents.json` 与
`ro-crate-metadata.json` 中的标题和说明未经证明。
"""
ENGLISH_OBJECTS = """* `data/objects/<table>.json` and `.csv`: every object of the project
  that who asked may see, a table a noun, UTF-8, the same rows in both. Columns that end in `_id`
  hold the `id` of a row in the table that `fields.csv` gives under `names`; lists hold several.
  `withheld` names the fields that are kept from this reader and stand empty. Times are ISO 8601 in
  UTC, amounts are exact decimals written as text, bytes are hexadecimal. In CSV an apostrophe
  stands before what a spreadsheet would take for a formula; JSON is exact
* `data/objects/fields.csv`: each table with the number of its rows, and each field: type, what it
  names, what it is called in English and Chinese, which values it may have
"""
CHINESE_OBJECTS = """* `data/objects/<表>.json` 与 `.csv`：申请人可见的本项目全部对象，
  每类对象一张表，UTF-8 编码，两种格式的行相同。以 `_id` 结尾的列为 `fields.csv` 中 `names`
  所列表的 `id`；列表可含多个。`withheld` 列出不向该读者公开而留空的字段。时间为 ISO 8601（UTC），
  金额为以文本书写的精确小数，字节为十六进制。CSV 中可能被电子表格当作公式的内容前加撇号；JSON 为准
* `data/objects/fields.csv`：每张表及其行数，每个字段的类型、所指对象、中英文名称及可取的值
"""


def texts(bundle: Bundle, origin: str, top: str) -> dict[str, bytes]:
    """The files for people, by name."""
    facts = {"name": bundle.pk, "case": bundle.case_name, "origin": origin, "top": top}
    is_whole = bundle.kind == Bundle.Kind.WHOLE
    english, chinese = (ENGLISH_OBJECTS, CHINESE_OBJECTS) if is_whole else ("", "")
    return {
        "README.md": ENGLISH.format(**facts, objects=english).encode(),
        "README.zh-CN.md": CHINESE.format(**facts, objects=chinese).encode(),
    }


def program() -> dict[str, bytes]:
    """The verifier, so that it runs from inside the bundle."""
    root = Path(settings.BASE_DIR) / "audit"
    sources = [*(root / "verify").glob("*.py"), *(root / name for name in MODULES)]
    names = [path.relative_to(root).as_posix() for path in sorted(sources)]
    empty = {f"verifier/audit/{name}__init__.py": b"" for name in ("", "log/")}
    found = {f"verifier/audit/{name}": (root / name).read_bytes() for name in names}
    return {**empty, **found, "verifier/check.py": STARTER}


def crate(bundle: Bundle, documents: list[dict[str, Any]]) -> bytes:
    """RO-Crate 1.1 over `data/`."""
    shown = [row for row in documents if row["path"]]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": f"Evidence bundle {bundle.pk}: {bundle.case_name}",
        "description": "Files, entries of the audit log and proofs; see README.md.",
        "datePublished": bundle.requested_at.isoformat(),
        "identifier": f"bundle-{bundle.pk}",
        "hasPart": [{"@id": row["path"]} for row in shown],
    }
    files = [
        {
            "@id": row["path"],
            "@type": "File",
            "name": row["title"],
            "encodingFormat": row["media_type"],
            "contentSize": str(row["size"]),
            "sha256": row["sha256"],
            "dateCreated": row["received_at"],
        }
        for row in shown
    ]
    descriptor = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    graph = {"@context": "https://w3id.org/ro/crate/1.1/context"}
    whole = {**graph, "@graph": [descriptor, root, *files]}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()
