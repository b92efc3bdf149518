namespace PixelHub.Web.Security;

/// <summary>What this folder tells the log.</summary>
internal static partial class SecurityMessages
{
    [LoggerMessage(3100, LogLevel.Information, "There is no user yet. Create the administrator at {Address} (from another machine, put its name in place of the first part)")]
    public static partial void SetupIsOpen(ILogger logger, string address);

    [LoggerMessage(3101, LogLevel.Warning, "Whether there is a user yet cannot be read from the database. If there is none, restart the server to learn where to create the administrator")]
    public static partial void UsersUnknown(ILogger logger, Exception exception);
}
