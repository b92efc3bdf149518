using PixelHub.Core.Reports;

namespace PixelHub.Tests.Support;

/// <summary>Answers what a test put into it, and counts how often it is asked.</summary>
public sealed class FakeReaderReports : IReaderReports
{
    /// <summary>How often.</summary>
    public int Reads { get; private set; }

    /// <summary>What is kept of every experiment's readers.</summary>
    public KeptOfReaders Kept { get; set; } = new()
    {
        Hits = 1_234,
        AnonymousHits = 34,
        Recipients = 800,
        Viewers = 56,
        Addresses = 0,
        Names = 0,
        KnownPeople = 900,
        Oldest = Sample.Noon.AddDays(-30),
        DatabaseFile = "/var/pixelhub/pixelhub.db",
        Folder = "/var/pixelhub",
    };

    /// <inheritdoc/>
    public Task<KeptOfReaders> ReadAsync(int experiment, CancellationToken cancellationToken)
    {
        Reads++;
        return Task.FromResult(Kept);
    }
}
