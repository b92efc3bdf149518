namespace PixelHub.Core.Data;

/// <summary>Where the database is.</summary>
public sealed class DatabaseOptions
{
    /// <summary>Folder that holds everything the server keeps.</summary>
    public required string DataDirectory { get; set; }

    /// <summary>Connection string of the owner's choice; null puts <c>pixelhub.db</c> into the data folder.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Host names under which this server is reached; links must not lead back to them.</summary>
    public IReadOnlyCollection<string> OwnHosts { get; set; } = [];
}
