using PixelHub.Core.Events;
using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite.Recount;

/// <summary>The counts of one experiment as its hits give them. What does not fit into memory waits in temporary tables of the connection.</summary>
internal sealed class ExpectedCounts : IDisposable
{
    private const int MostInMemory = 50_000;

    private readonly Statement _addCounts;
    private readonly Statement _addBreakdown;
    private readonly FacetValues _facetValues;
    private RollupFold _fold = new();
    private BreakdownFold _breakdown = new();

    public ExpectedCounts(WriterConnection connection)
    {
        _addCounts = new(connection, "Recount/AddExpectedCounts", "size", "start", "variant", "scope", "kind", "class", "hits", "repeats", "recipients", "viewers", "inferred");
        _addBreakdown = new(connection, "Recount/AddExpectedBreakdown", "facet", "start", "value", "variant", "kind", "class", "hits");
        _facetValues = new FacetValues(connection);
    }

    /// <summary>Adds a hit.</summary>
    public void Add(TrackedEvent hit, bool isRepeat, PersonChange person, long verdict, long origin)
    {
        _fold.Add(hit, isRepeat, person);
        if (hit.Scope == EventScope.Counted && !isRepeat)
        {
            _breakdown.Add(hit, verdict, origin);
        }

        if (_fold.Count + _breakdown.Count >= MostInMemory)
        {
            Write();
        }
    }

    /// <summary>Brings everything into the temporary tables.</summary>
    public void Write()
    {
        foreach (var (key, sums) in _fold.ToCounts())
        {
            _addCounts
                .Bind(1, (long)key.Size, key.Start, key.Variant, (long)key.Scope, (long)key.Kind, (long)key.Class, sums.Hits, sums.Repeats, sums.Recipients, sums.Viewers, sums.Inferred)
                .Execute();
        }

        foreach (var (key, hits) in _breakdown.ToHits())
        {
            var value = string.IsNullOrEmpty(key.Value) ? FacetValues.None : _facetValues.Find(key.Experiment, key.Facet, key.Value) ?? FacetValues.Rest;
            _addBreakdown.Bind(1, (long)key.Facet, key.Start, value, key.Variant, (long)key.Kind, (long)key.Class, hits).Execute();
        }

        (_fold, _breakdown) = (new RollupFold(), new BreakdownFold());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _addCounts.Dispose();
        _addBreakdown.Dispose();
        _facetValues.Dispose();
    }
}
