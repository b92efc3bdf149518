namespace PixelHub.Core.Ingestion;

/// <summary>Keeps random keys over restarts.</summary>
public interface ISecretStore
{
    /// <summary>The key of that name; made, and kept, when there is none.</summary>
    byte[] LoadOrCreateKey(string name, int length);

    /// <summary>The key of that name for that day. A new day's key replaces the old one, which is then gone.</summary>
    byte[] LoadOrCreateDayKey(string name, DateOnly day, int length);
}
