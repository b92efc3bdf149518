using System.Diagnostics.Metrics;

namespace PixelHub.Core.EventLog;

/// <summary>What the log did, under the meter <c>PixelHub.EventLog</c>.</summary>
internal sealed class EventLogMetrics : IDisposable
{
    private static readonly KeyValuePair<string, object?>[] Outcomes =
        [.. Enum.GetValues<AppendOutcome>().Select(o => new KeyValuePair<string, object?>("outcome", o.ToString()))];

    private readonly Meter _meter = new("PixelHub.EventLog");
    private readonly Counter<long> _entries;
    private readonly Histogram<int> _groupSize;
    private readonly Histogram<double> _flushTime;

    public EventLogMetrics(Func<long> bytesOnDisk)
    {
        _entries = _meter.CreateCounter<long>("pixelhub.log.entries", "{entry}", "Entries by how their append ended");
        _groupSize = _meter.CreateHistogram<int>("pixelhub.log.group.size", "{entry}", "Entries of a group that was flushed");
        _flushTime = _meter.CreateHistogram<double>("pixelhub.log.flush.duration", "s", "Time to write and flush a group");
        _meter.CreateObservableGauge("pixelhub.log.disk", bytesOnDisk, "By", "Bytes of segments on disk");
    }

    /// <summary>Counts entries that were refused without being tried, and those of a group.</summary>
    public void Count(AppendOutcome outcome, int entries) => _entries.Add(entries, Outcomes[(int)outcome]);

    /// <summary>Notes the size of a group and how long its flush took.</summary>
    public void Flushed(int entries, TimeSpan took)
    {
        _groupSize.Record(entries);
        _flushTime.Record(took.TotalSeconds);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
