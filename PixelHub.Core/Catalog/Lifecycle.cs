namespace PixelHub.Core.Catalog;

/// <summary>A step an owner can take with an experiment.</summary>
public enum Transition
{
    /// <summary>Begin or go on counting.</summary>
    Start,

    /// <summary>Stop counting for now.</summary>
    Pause,
}

/// <summary>Which steps are possible from which status, and where they lead.</summary>
public static class Lifecycle
{
    /// <summary>The status after the step; null when the step is not possible.</summary>
    public static ExperimentStatus? Next(ExperimentStatus status, Transition transition) => (status, transition) switch
    {
        (ExperimentStatus.Draft or ExperimentStatus.Paused, Transition.Start) => ExperimentStatus.Running,
        (ExperimentStatus.Running, Transition.Pause) => ExperimentStatus.Paused,
        _ => null,
    };

    /// <summary>The steps possible from a status.</summary>
    public static IReadOnlyList<Transition> Allowed(ExperimentStatus status) =>
        [.. Enum.GetValues<Transition>().Where(t => Next(status, t) is not null)];
}
