using System.Text.Json;
using PixelHub.Core.Catalog;

namespace PixelHub.Web.Endpoints;

/// <summary>The words and the form of the management API's JSON.</summary>
public static class ApiJson
{
    /// <summary>Names in camel case, null where there is nothing: clients need not guess which fields exist.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web);

    /// <summary>The instant as it is kept: to the millisecond, so that an answer to a change and a later read agree.</summary>
    public static DateTime Instant(DateTimeOffset instant) => DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds()).UtcDateTime;

    /// <summary>The status as programs see it.</summary>
    public static string Wire(this ExperimentStatus status) => status switch
    {
        ExperimentStatus.Draft => "draft",
        ExperimentStatus.Running => "running",
        ExperimentStatus.Paused => "paused",
        ExperimentStatus.Completed => "completed",
        ExperimentStatus.Archived => "archived",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a status."),
    };

    /// <summary>The type as programs see it.</summary>
    public static string Wire(this ExperimentType type) => type switch
    {
        ExperimentType.AbTest => "ab_test",
        ExperimentType.SmartLink => "smart_link",
        ExperimentType.Scheduled => "scheduled",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a type."),
    };

    /// <summary>The type of that word; null when there is none.</summary>
    public static ExperimentType? TypeOf(string word) => word switch
    {
        "ab_test" => ExperimentType.AbTest,
        "smart_link" => ExperimentType.SmartLink,
        "scheduled" => ExperimentType.Scheduled,
        _ => null,
    };

    /// <summary>The privacy mode as programs see it.</summary>
    public static string Wire(this PrivacyMode mode) => mode switch
    {
        PrivacyMode.Pseudonymous => "pseudonymous",
        PrivacyMode.Aggregate => "aggregate",
        PrivacyMode.Identified => "identified",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Not a privacy mode."),
    };

    /// <summary>The privacy mode of that word; null when this version has none.</summary>
    public static PrivacyMode? PrivacyModeOf(string word) => word switch
    {
        "pseudonymous" => PrivacyMode.Pseudonymous,
        "aggregate" => PrivacyMode.Aggregate,
        "identified" => PrivacyMode.Identified,
        _ => null,
    };

    /// <summary>The step as programs see it: the last word of its address.</summary>
    public static string Wire(this Transition transition) => transition switch
    {
        Transition.Start => "start",
        Transition.Pause => "pause",
        _ => throw new ArgumentOutOfRangeException(nameof(transition), transition, "Not a step."),
    };
}
