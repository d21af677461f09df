"""What reads queries for one generation of a cluster, and evaluates them in some of its posts."""

from dataclasses import dataclass

from index.values import RankingSettings
from search.cluster.conditions import Conditions
from search.cluster.counts import Counts
from search.cluster.expander import ClusterExpander
from search.cluster.held import Held
from search.cluster.opened import Opened
from search.cluster.relevance import Relevance
from search.cluster.spread import ClusterSpread
from search.expand import Expander
from search.lookup import Columns
from search.match import Evaluator, Scorer


@dataclass(frozen=True)
class Scene:
    """What reads queries for one generation, by what is known of it so far: an `evaluator` that has
    no post, and what goes with it."""

    evaluator: Evaluator
    expander: Expander
    conditions: Conditions
    relevance: Relevance
    spread: ClusterSpread


class Scenes:
    """Makes the scenes of one generation."""

    def __init__(self, opened: Opened, ranking: RankingSettings) -> None:
        self._opened, self._ranking = opened, ranking

    def scene(self, counts: Counts) -> Scene:
        """The scene by what `counts` knows. What it expands is true once that knows all that was
        asked for meanwhile."""
        expander = ClusterExpander(counts)
        conditions = Conditions(counts, expander.expand)
        spread = ClusterSpread(counts, conditions)
        nobody = Held((), self._opened.manifest, counts)
        evaluator = self.evaluating(nobody, expander, spread)
        relevance = Relevance(counts, conditions, evaluator.scorer, self._opened.statistics)
        return Scene(evaluator, expander, conditions, relevance, spread)

    def of_sample(self, sample: Held, scene: Scene) -> Evaluator:
        """What evaluates queries in some posts as an index of their own."""
        columns = Columns(sample)
        return Evaluator(sample, columns, Scorer(columns, self._ranking), scene.expander)

    def of_posts(self, held: Held, scene: Scene) -> Evaluator:
        """What evaluates any query in some posts, as if it knew them all."""
        return self.evaluating(held, scene.expander, scene.spread)

    def evaluating(self, held: Held, expander: Expander, spread: ClusterSpread) -> Evaluator:
        """What evaluates queries in some posts by what else is known of all."""
        columns = Columns(held, self._opened.statistics)
        return Evaluator(held, columns, Scorer(columns, self._ranking), expander, spread)
