using PixelHub.Core.Commit;

namespace PixelHub.Tests.Support;

/// <summary>Deletes nothing, and remembers what it was asked.</summary>
internal sealed class RecordingTexts : IUnusedTextStore
{
    public List<(ReaderText Text, long From)> Calls { get; } = [];

    /// <summary>What the next calls answer; null for a failure, and nothing to look at when there is none.</summary>
    public Queue<UnusedSlice?> Answers { get; init; } = [];

    public Task<UnusedSlice> DeleteSliceAsync(ReaderText text, long from, int most, CancellationToken cancellationToken)
    {
        Calls.Add((text, from));
        return !Answers.TryDequeue(out var answer) ? Task.FromResult(new UnusedSlice(null, 0))
            : answer is { } slice ? Task.FromResult(slice)
            : Task.FromException<UnusedSlice>(new IOException("locked"));
    }
}
