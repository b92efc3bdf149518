namespace PixelHub.Core.Data.Sqlite.Erasure;

/// <summary>
/// Goes through all hits of an experiment in slices: hits are not sorted by person, and one long read would keep the WAL from being copied back.
/// </summary>
internal sealed class HitSlices : IDisposable
{
    /// <summary>Hits in a slice: some milliseconds.</summary>
    private const int Rows = 50_000;

    private readonly Statement _next;
    private readonly int _experiment;
    private bool _isAtEnd;

    public HitSlices(WriterConnection connection, int experiment)
    {
        _experiment = experiment;
        _next = new(connection, "Erasure/NextSlice", "experiment", "at", "position", "rows");
    }

    /// <summary>The hit behind which the slice begins.</summary>
    public (long At, long Position) From { get; private set; } = (long.MinValue, long.MinValue);

    /// <summary>The last hit of the slice.</summary>
    public (long At, long Position) To { get; private set; } = (long.MinValue, long.MinValue);

    /// <summary>Moves on.</summary>
    /// <returns>False behind the last slice.</returns>
    public bool Read()
    {
        if (_isAtEnd)
        {
            return false;
        }

        From = To;
        var last = _next.Bind(1, _experiment, From.At, From.Position, Rows - 1).Pair();
        To = last ?? (long.MaxValue, long.MaxValue);
        _isAtEnd = last is null;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _next.Dispose();
}
