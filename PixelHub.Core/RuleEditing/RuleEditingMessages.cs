using Microsoft.Extensions.Logging;

namespace PixelHub.Core.RuleEditing;

/// <summary>Log messages of re-applying rules: 1500 to 1599.</summary>
internal static partial class RuleEditingMessages
{
    [LoggerMessage(1500, LogLevel.Information, "Re-applying the rules to history, run {Run} by rules of version {Version}, goes on after {Looked} hits")]
    public static partial void Begun(ILogger logger, long run, long version, long looked);

    [LoggerMessage(1501, LogLevel.Information, "Re-applying the rules to history, run {Run}, ended: {Changed} of {Looked} hits have another verdict ({State})")]
    public static partial void Ended(ILogger logger, long run, long changed, long looked, ReapplyState state);

    [LoggerMessage(1502, LogLevel.Warning, "A step of re-applying the rules to history failed; it is tried again")]
    public static partial void StepFailed(ILogger logger, Exception exception);
}
