using Microsoft.Extensions.Logging;

namespace PixelHub.Core.Data;

/// <summary>Log messages of the data layer: 1200 to 1299.</summary>
internal static partial class DataMessages
{
    [LoggerMessage(1200, LogLevel.Information, "Database {File} is ready (SQLite {Version}, {Migrations} migrations run)")]
    public static partial void DatabaseReady(ILogger logger, string file, string version, int migrations);

    [LoggerMessage(1201, LogLevel.Critical, "{Fault} Pixels and links are answered, but NOTHING IS RECORDED until the folder is writable and the server is restarted")]
    public static partial void ReadOnlyFolder(ILogger logger, string fault);

    [LoggerMessage(1203, LogLevel.Critical, "The key {File} cannot be kept; people who come back after a restart will be counted a second time")]
    public static partial void KeyNotKept(ILogger logger, Exception exception, string file);

    [LoggerMessage(1204, LogLevel.Warning, "The filter over known people could not be filled; counting goes on, more slowly, until the next start")]
    public static partial void FilterNotFilled(ILogger logger, Exception exception);

    [LoggerMessage(1205, LogLevel.Critical, "{Count} people who opted out cannot be read and are measured again: restore keys/optout-key.key from the backup of the time they did")]
    public static partial void OptOutsUnreadable(ILogger logger, int count);

    [LoggerMessage(1210, LogLevel.Information, "Countries of direct hits come from {File} ({Kind}, made {BuiltAt:u})")]
    public static partial void CountryFileRead(ILogger logger, string file, string kind, DateTime builtAt);

    [LoggerMessage(1211, LogLevel.Warning, "The country file {File} cannot be used. {Fault}")]
    public static partial void CountryFileUnusable(ILogger logger, string file, string fault);

    [LoggerMessage(1202, LogLevel.Warning, "Another program has locked the database {File}; the start waits for it")]
    public static partial void DatabaseLocked(ILogger logger, string file);
}
