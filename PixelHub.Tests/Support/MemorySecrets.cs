using PixelHub.Core.Ingestion;

namespace PixelHub.Tests.Support;

/// <summary>The same keys every time, on no disk.</summary>
public sealed class MemorySecrets : ISecretStore
{
    /// <inheritdoc/>
    public byte[] LoadOrCreateKey(string name, int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i + name.Length))];

    /// <inheritdoc/>
    public byte[] LoadOrCreateDayKey(string name, DateOnly day, int length) => LoadOrCreateKey(name + new string('x', day.DayNumber % 90), length);
}
