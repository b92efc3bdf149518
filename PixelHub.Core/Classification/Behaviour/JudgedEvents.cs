using PixelHub.Core.Events;

namespace PixelHub.Core.Classification.Behaviour;

/// <summary>Events with the verdict of their behaviour.</summary>
public static class JudgedEvents
{
    /// <summary>The event by that rule, and what it was taken for at first beside it.</summary>
    public static TrackedEvent JudgedBy(this TrackedEvent click, ClassificationRule rule) => click with
    {
        First = click.First ?? new FirstVerdict(click.Class, click.Rule, click.Client, click.Os, click.Device),
        Class = rule.On(click.Kind),
        Rule = rule.Id,
        Client = null,
        Os = null,
        Device = null,
    };
}
