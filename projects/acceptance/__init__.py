"""Stage 4: deliverables judged against criteria declared beforehand."""
