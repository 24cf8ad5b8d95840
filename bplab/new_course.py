"""`bplab new-course DIR`: a folder in which nbgrader and `bplab grade` work, from an installed package."""

from __future__ import annotations

import shutil
from pathlib import Path

import bplab
from bplab.language import CHINESE, ENGLISH

PACKAGE = Path(bplab.__file__).parent
FOLDERS = ("source", "release", "submitted")
README = """# A course graded with bplab

Work in this folder: its `nbgrader_config.py` is what runs student code in a sandbox.

    source/<unit>/      the instructor's notebooks, from the repository of the course: solutions, hidden tests
    release/<unit>/     what students get; made by `nbgrader generate_assignment <unit>`
    submitted/          what they hand in, <student>/<unit>/; `bplab collect` fills it from an LMS's download

    bplab doctor                            try on this machine what protects the grading
    nbgrader generate_assignment <unit>     source/ -> release/, to be handed out
    bplab grade <unit>                      -> autograded/ and gradebook.db
    bplab feedback <unit>                   -> feedback/
    bplab report <unit>                     -> reports/: what the class did

`nbgrader_config.py` holds the limits of the sandbox, the course's secret and the rules for lateness. Keep
`source/` and `gradebook.db` to yourself.
"""
README_IN_CHINESE = """# 用 bplab 评分的课程

请在这个文件夹里工作：学生的代码靠这里的 `nbgrader_config.py` 放进沙箱运行。

    source/<unit>/      教师版笔记本，取自课程仓库的 zh/source/：含答案和隐藏检查
    release/<unit>/     发给学生的版本，由 `nbgrader generate_assignment <unit>` 生成
    submitted/          学生交来的作业，<student>/<unit>/；`bplab collect` 从教学平台的下载文件里整理

    bplab doctor                            在这台机器上试一遍保护评分的措施
    nbgrader generate_assignment <unit>     source/ -> release/，之后发给学生
    bplab grade <unit>                      -> autograded/ 和 gradebook.db
    bplab feedback <unit>                   -> feedback/
    bplab report <unit>                     -> reports/：全班做得怎么样

`nbgrader_config.py` 里有沙箱的限额、课程的密语和迟交规则。`source/` 和 `gradebook.db` 不要给别人看。
"""
OF_BOTH = """
## Two languages

A student hands in the notebook in English or in Chinese (`release/`, `zh/release/`). Points are those of the
one gradebook in this folder; repairs and feedback are in the notebook's language. The notebooks in Chinese
come from `zh/source/<unit>/` of the repository: put them into `zh/source/`, then

    cd zh && nbgrader generate_assignment <unit>     zh/source/ -> zh/release/
"""
BOTH = "both"
IGNORED = (
    "/submitted/\n/autograded/\n/feedback/\n/reports/\n/gradebook.db*\n/grades*.csv\n/attempts/\n/backups/\n"
    "/extensions.json\n"
)
NOT_A_FOLDER = "{folder} is a file: name a folder that is empty, or not there yet"
NOT_EMPTY = "{folder} is not empty: name a folder that is, or one that is not there yet"
CANNOT_WRITE = "the course cannot be written: {path}: {reason}"
NOT_PACKAGED = "{path} is missing: this bplab is not whole. Install it again, or work in its checkout."


class NoCourse(Exception):
    """A course that cannot be made; the message says why, in one line."""


def course_file(name: str) -> Path:
    """A file of the course: in a wheel it lies in the package, in a checkout beside it."""
    packaged = PACKAGE / "course"
    return (packaged if packaged.is_dir() else PACKAGE.parent) / name


def new_course(folder: Path | str, language: str = ENGLISH) -> None:
    """Make a course folder; raises NoCourse, with nothing written unless the disk failed on the way.

    language: of its notebooks, or BOTH: then there is zh/ below it, with the Chinese ones.
    """
    folder, config = Path(folder), course_file("nbgrader_config.py")
    if not config.exists():
        raise NoCourse(NOT_PACKAGED.format(path=config))
    try:
        if folder.exists() and not folder.is_dir():
            raise NoCourse(NOT_A_FOLDER.format(folder=folder))
        if folder.is_dir() and any(folder.iterdir()):
            raise NoCourse(NOT_EMPTY.format(folder=folder))
        for name in FOLDERS:
            (folder / name).mkdir(parents=True)
        shutil.copyfile(config, folder / config.name)
        readme = README_IN_CHINESE if language == CHINESE else README
        if language == BOTH:
            for name in FOLDERS[:2]:
                (folder / CHINESE / name).mkdir(parents=True)
            shutil.copyfile(course_file(CHINESE) / config.name, folder / CHINESE / config.name)
            readme += OF_BOTH
        (folder / "README.md").write_text(readme, encoding="utf-8")
        (folder / ".gitignore").write_text(IGNORED, encoding="utf-8")
    except OSError as error:
        reason = error.strerror or error
        raise NoCourse(CANNOT_WRITE.format(path=error.filename or folder, reason=reason)) from None
