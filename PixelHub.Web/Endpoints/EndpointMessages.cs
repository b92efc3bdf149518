namespace PixelHub.Web.Endpoints;

/// <summary>What this folder tells the log: 3200 to 3299.</summary>
internal static partial class EndpointMessages
{
    [LoggerMessage(3200, LogLevel.Error, "An opt-out could not be kept; the reader was told to try again")]
    public static partial void OptOutNotKept(ILogger logger, Exception exception);

    [LoggerMessage(3201, LogLevel.Error, "Reported events could not be taken; the program was told to try again")]
    public static partial void EventsNotTaken(ILogger logger, Exception exception);

    [LoggerMessage(3202, LogLevel.Error, "An opt-out could not be changed; whoever wanted to was told so")]
    public static partial void OptOutNotChanged(ILogger logger, Exception exception);
}
