using PixelHub.Core.Rollups;

namespace PixelHub.Core.Data.Sqlite;

/// <summary>Numbers for the values of facets. Strangers choose some of them, so an experiment has a limited number of each facet; the others share one.</summary>
internal sealed class FacetValues(WriterConnection connection) : IDisposable
{
    /// <summary>Most values that an experiment has of one facet.</summary>
    public const int MostValues = 2_000;

    /// <summary>Stands for "none".</summary>
    public const long None = 0;

    /// <summary>Stands for every value beyond <see cref="MostValues"/>.</summary>
    public const long Rest = 1;

    private const int MostInMemory = 20_000;

    private readonly Statement _find = new(connection, "FindFacetValue", "experiment", "facet", "value");
    private readonly Statement _count = new(connection, "CountFacetValues", "experiment", "facet");
    private readonly Statement _add = new(connection, "AddFacetValue", "experiment", "facet", "value");
    private readonly Dictionary<(int Experiment, Facet Facet, string Value), long> _ids = [];
    private readonly Dictionary<(int Experiment, Facet Facet), long> _counts = [];

    /// <summary>The number of a value, which gets one when there is room.</summary>
    /// <param name="experiment">Number of the experiment.</param>
    /// <param name="facet">The facet.</param>
    /// <param name="value">The value; null or empty for none.</param>
    public long IdOf(int experiment, Facet facet, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return None;
        }

        if (_ids.TryGetValue((experiment, facet, value), out var id))
        {
            return id;
        }

        id = Find(experiment, facet, value) ?? Add(experiment, facet, value);
        if (_ids.Count >= MostInMemory)
        {
            _ids.Clear();
        }

        return _ids[(experiment, facet, value)] = id;
    }

    /// <summary>The number of a value; null when it has none of its own.</summary>
    public long? Find(int experiment, Facet facet, string value) => _find.Bind(1, experiment, (long)facet).Bind(3, value).Scalar();

    /// <inheritdoc/>
    public void Dispose()
    {
        _find.Dispose();
        _count.Dispose();
        _add.Dispose();
    }

    private long Add(int experiment, Facet facet, string value)
    {
        if (!_counts.TryGetValue((experiment, facet), out var count))
        {
            count = _count.Bind(1, experiment, (long)facet).Scalar() ?? 0;
        }

        if (count >= MostValues)
        {
            _counts[(experiment, facet)] = count;
            return Rest;
        }

        _counts[(experiment, facet)] = count + 1;
        return _add.Bind(1, experiment, (long)facet).Bind(3, value).Scalar() ?? throw new InvalidOperationException("The value got no number.");
    }
}
