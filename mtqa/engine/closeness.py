"""How close a text is to a trusted English version of the same story: sacreBLEU's metrics."""

from __future__ import annotations

from mtqa.model.result import ReferenceScore


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def closeness(text: str, reference: str) -> ReferenceScore:
    """BLEU, chrF and TER of ``text`` against ``reference``, as sacreBLEU computes and signs them.

    Paragraphs are the segments where both versions have equally many; else each version is one segment.
    Source: Post, "A Call for Clarity in Reporting BLEU Scores", WMT 2018; https://github.com/mjpost/sacrebleu
    """
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    ours, theirs = _paragraphs(text), _paragraphs(reference)
    if len(ours) != len(theirs) or not ours:
        ours, theirs = [" ".join(ours)], [" ".join(theirs)]
    bleu, chrf, ter = BLEU(), CHRF(), TER()
    metrics = {"BLEU": bleu, "chrF2": chrf, "TER": ter}
    return ReferenceScore(
        bleu=round(bleu.corpus_score(ours, [theirs]).score, 1),
        chrf=round(chrf.corpus_score(ours, [theirs]).score, 1),
        ter=round(ter.corpus_score(ours, [theirs]).score, 1),
        signature=" · ".join(f"{name}|{metric.get_signature()}" for name, metric in metrics.items()),
    )
