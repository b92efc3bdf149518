-- What the chart shows, people's hits by time, apart from everything that machines leave in the counts: so a day by minute reads
-- a third of the rows. Its condition is that of ReadSeries, word for word: only then SQLite uses it.
create index series on counts (experiment, size, start, variant, kind, hits)
where scope = 0 and class in (1, 2, 3);
