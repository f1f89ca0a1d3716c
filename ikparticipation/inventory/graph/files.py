"""A network as a file for other programs: GraphML of one wave, GEXF of all of them.

An attribute that is not there is missing, never 0; why it is missing stands in one of its own.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree.ElementTree import SubElement

from ikparticipation.inventory.network import TieState

if TYPE_CHECKING:  # large, and only these two functions need it
    import networkx as nx

Value = str | int | float | bool
Attributes = Mapping[str, Value]


@dataclass(frozen=True, kw_only=True)
class FileEdge:
    speaker: str
    partner: str
    state: TieState
    words: str
    """The state in the language of the file."""
    where_from: str = ""
    """Address of the page that tells who said it; empty where one of the two is not named."""

    @property
    def said(self) -> dict[str, str]:
        where = {"woher": self.where_from} if self.where_from else {}
        return {"stand": self.state.value, "aussage": self.words, **where}


@dataclass(frozen=True, kw_only=True)
class Period:
    """A wave: from and until which day it asked, and who said what."""

    start: str
    end: str
    """ISO days."""
    nodes: Mapping[str, Attributes]
    edges: Sequence[FileEdge] = field(default=())


def graphml(
    nodes: Mapping[str, Attributes], edges: Iterable[FileEdge], about: Mapping[str, str]
) -> bytes:
    """Return a directed graph: one edge for each side that names the other."""
    import networkx as nx  # noqa: PLC0415

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.graph.update(about)
    for key, attributes in nodes.items():
        graph.add_node(key, **attributes)
    for edge in edges:
        graph.add_edge(edge.speaker, edge.partner, **edge.said)
    held = io.BytesIO()
    nx.write_graphml_xml(graph, held, named_key_ids=True)
    return held.getvalue()


def gexf(periods: Sequence[Period], about: Mapping[str, str]) -> bytes:
    """Return GEXF 1.3 in which nodes and edges have a spell for each wave; the oldest first.

    The attributes of a node are those of the newest wave it is in; of an edge, the state in the
    newest one, and that of each wave as a dynamic attribute.
    """
    import networkx as nx  # noqa: PLC0415
    from networkx.readwrite.gexf import GEXFWriter  # noqa: PLC0415

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.graph.update(mode="dynamic", name=about.get("titel", ""))
    for period in periods:
        for key, attributes in period.nodes.items():
            spells = graph.nodes[key].pop("spells", []) if key in graph else []
            if key in graph:
                graph.nodes[key].clear()
            graph.add_node(key, **attributes, spells=[*spells, (period.start, period.end)])
        for edge in period.edges:
            _add_spell(graph, edge, period)
    writer = GEXFWriter(encoding="utf-8", version="1.3")
    writer.add_graph(graph)
    SubElement(writer.xml.find("meta"), "description").text = _listed(about)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def _add_spell(graph: "nx.DiGraph[str]", edge: FileEdge, period: Period) -> None:
    ends = (edge.speaker, edge.partner)
    known = graph.edges[ends] if graph.has_edge(*ends) else {}
    spells = [*known.get("spells", ()), (period.start, period.end)]
    states = [*known.get("stand_je_welle", ()), (edge.state.value, period.start, period.end)]
    graph.add_edge(*ends, spells=spells, stand_je_welle=states, **edge.said)


def _listed(about: Mapping[str, str]) -> str:
    return " | ".join(f"{key}: {words}" for key, words in about.items())
