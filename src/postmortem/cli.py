"""The command line: arguments in, exit code out, one call into `app` each.

Exit codes: 0 done, 1 findings (errors; with --strict warnings too), 2 usage or environment.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from postmortem import __version__
from postmortem.diagnostics import PostmortemError

_FOLDER = click.Path(path_type=Path, file_okay=False)
_source = click.argument("source", type=_FOLDER, default=Path("postmortems"))
_AUDIENCE = click.Choice(["public", "internal"])
_audience = click.option("--audience", type=_AUDIENCE, help="Whom the site is for. Default: site.yml's.")
_drafts = click.option("--drafts", is_flag=True, help="Include drafts and reports in review.")
_jobs = click.option("--jobs", type=click.IntRange(1, 64), help="Processes to use. Default: as it pays.")
_cache = click.option("--cache/--no-cache", default=True, help="Whether to keep what was read. Default: yes.")
_strict = click.option("--strict", is_flag=True, help="Count warnings as errors.")


class _Command(click.Command):
    """A command that ends with a message, not a traceback, when its surroundings are in the way."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; environment errors end it with exit code 2."""
        try:
            return super().invoke(ctx)
        except PostmortemError as error:
            click.echo(f"error: {error}", err=True)
            ctx.exit(2)
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            ctx.exit(130)
        except BrokenPipeError:
            # Whoever read our output has seen enough; keep the interpreter from complaining at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(1)
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            click.echo(f"error: {error.strerror or error}", err=True)
            ctx.exit(2)


class _Group(click.Group):
    """The group whose commands are of that kind."""

    command_class = _Command


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="postmortem %(version)s")
def cli() -> None:
    """Turn incident reports in Markdown into a site that can be trusted.

    Start with `postmortem new "Database reset"`, look at it with `postmortem serve --drafts`, and publish
    with `postmortem build`.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")  # a narrow locale must not stop a message


@cli.command()
@_source
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "concise", "json", "github", "sarif", "junit"]),
    default="text",
    show_default=True,
)
@click.option("--audience", type=_AUDIENCE, help="Which edition to judge by. Default: site.yml's.")
@_strict
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File of known findings. Default: .postmortem-baseline.json beside SOURCE, if it is there.",
)
@click.option("--write-baseline", is_flag=True, help="Record all findings of today as known.")
@_jobs
@_cache
@click.pass_context
def check(
    ctx: click.Context,
    source: Path,
    style: str,
    audience: str | None,
    strict: bool,
    baseline: Path | None,
    write_baseline: bool,
    jobs: int | None,
    cache: bool,
) -> None:
    """Check the reports in SOURCE and show every finding that is not known.

    Whatever the audience, this is for writers: it shows lines as they are written, internal ones too.
    """
    from postmortem.app.check import check as run
    from postmortem.app.wishes import Wishes
    from postmortem.model.report import Audience

    wishes = Wishes(Audience(audience) if audience else None, jobs=jobs, baseline=baseline, cache=cache)
    if write_baseline:
        from postmortem.app.checking import record_baseline

        ctx.exit(record_baseline(source, wishes))
    ctx.exit(run(source, wishes, style=style, strict=strict))


@cli.command()
@_source
@click.option("--output", type=_FOLDER, default=Path("site"), show_default=True, help="Folder of the site.")
@click.option("--base-url", help="Where the site will stand; overrides site.yml.")
@_audience
@_drafts
@_strict
@click.option("--keep-going", is_flag=True, help="Leave reports with errors out, and still end with 1.")
@_jobs
@_cache
@click.pass_context
def build(
    ctx: click.Context,
    source: Path,
    output: Path,
    base_url: str | None,
    audience: str | None,
    drafts: bool,
    strict: bool,
    keep_going: bool,
    jobs: int | None,
    cache: bool,
) -> None:
    """Build the site of the reports in SOURCE. Errors stop it before anything is written."""
    from postmortem.app.build import build as run
    from postmortem.app.wishes import BuildWishes, Wishes
    from postmortem.model.report import Audience

    wishes = Wishes(
        Audience(audience) if audience else None,
        _checked_url(base_url),
        drafts=drafts,
        jobs=jobs,
        cache=cache,
    )
    ctx.exit(run(source, output, wishes, BuildWishes(strict, keep_going)))


@cli.command()
@_source
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--open", "open_browser", is_flag=True, help="Open a browser.")
@_audience
@_drafts
@click.option("--poll", is_flag=True, help="Look for changes instead of being told (network drives).")
@click.pass_context
def serve(
    ctx: click.Context,
    source: Path,
    host: str,
    port: int,
    open_browser: bool,
    audience: str | None,
    drafts: bool,
    poll: bool,
) -> None:
    """Show the site of SOURCE while it is written; pages reload by themselves."""
    from postmortem.app.serve import ServeWishes
    from postmortem.app.serve import serve as run
    from postmortem.app.wishes import Wishes
    from postmortem.model.report import Audience

    wishes = Wishes(Audience(audience) if audience else None, drafts=drafts)
    ctx.exit(run(source, wishes, ServeWishes(host, port, open_browser, poll)))


@cli.command()
@click.argument("title")
@click.option(
    "--source", type=_FOLDER, default=Path("postmortems"), show_default=True, help="Folder of reports."
)
@click.option("--lang", help="Language of the report. Default: as site.yml says.")
@click.option(
    "--kind",
    type=click.Choice(["incident", "near-miss", "security", "maintenance"]),
    default="incident",
    show_default=True,
)
@click.option("--folder", is_flag=True, help="Make a folder with index.md, for a report with images.")
def new(title: str, source: Path, lang: str | None, kind: str, folder: bool) -> None:
    """Start a report called TITLE: a draft with every section to fill in."""
    from postmortem.app.new import NewWishes
    from postmortem.app.new import new as run
    from postmortem.model.report import Kind

    for path in run(source, title, NewWishes(_checked_lang(lang), Kind(kind), folder)):
        click.echo(f"wrote {path.as_posix()}")
    other = "" if source == Path("postmortems") else source
    click.echo(f"look at it: postmortem serve --drafts {other}".rstrip())


@cli.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Explain a finding, such as PM203; without CODE, list them all."""
    from postmortem.app.explain import explain as run
    from postmortem.app.explain import list_codes

    click.echo(run(code) if code else list_codes(), nl=False)


@cli.command()
@click.argument("what", type=click.Choice(["report", "site", "reports"]))
@click.option("--format", "style", type=click.Choice(["json", "markdown"]), default="json", show_default=True)
def schema(what: str, style: str) -> None:
    """Print what a report, site.yml or a built reports.json may hold: a JSON Schema, or a page."""
    from postmortem.app import schema as definitions

    click.echo(definitions.schema(what) if style == "json" else definitions.reference(what), nl=False)


def _checked_url(value: str | None) -> str | None:
    if value is None:
        return None
    from postmortem.parse.fields import UnfitError
    from postmortem.parse.site_schema import parse_base_url

    try:
        return str(parse_base_url(value))
    except UnfitError as error:
        raise click.BadParameter(f"{error.message}; {error.help}", param_hint="--base-url") from None


def _checked_lang(value: str | None) -> str | None:
    import re

    if value is not None and not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):
        raise click.BadParameter(f"`{value}` is no language; write a code such as `de`", param_hint="--lang")
    return value
