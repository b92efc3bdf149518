namespace PixelHub.Core.Classification.Behaviour;

/// <summary>Holds the thresholds of the install. Whoever judges reads <see cref="Current"/> once and goes on with that.</summary>
public sealed class BehaviourSettings
{
    private volatile BehaviourThresholds _current = BehaviourThresholds.Default;

    /// <summary>The thresholds that hold now.</summary>
    public BehaviourThresholds Current => _current;

    /// <summary>Puts others in place: for clicks judged from now on. What was judged before stays.</summary>
    public void Swap(BehaviourThresholds thresholds) => _current = thresholds;
}
