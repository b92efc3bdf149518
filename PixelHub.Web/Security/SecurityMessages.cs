namespace PixelHub.Web.Security;

/// <summary>What this folder tells the log.</summary>
internal static partial class SecurityMessages
{
    [LoggerMessage(3100, LogLevel.Information, "There is no user yet. Create the administrator at {Address} (from another machine, put its name in place of the first part)")]
    public static partial void SetupIsOpen(ILogger logger, string address);
}
