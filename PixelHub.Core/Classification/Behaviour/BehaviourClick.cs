using PixelHub.Core.Events;

namespace PixelHub.Core.Classification.Behaviour;

/// <summary>A click as its judge sees it. Links and programs are numbers: only whether they are the same matters.</summary>
/// <param name="At">When it arrived, in unix milliseconds.</param>
/// <param name="Link">Stands for its link.</param>
/// <param name="Program">Stands for what its request alone said of it: the rule, client, system and device.</param>
/// <param name="First">The class that the request alone gave it.</param>
/// <param name="IsHoneypot">Whether it is on the hidden link.</param>
/// <param name="IsBurst">Whether it came with those of many other recipients from one address.</param>
public readonly record struct BehaviourClick(long At, int Link, long Program, EventClass First, bool IsHoneypot = false, bool IsBurst = false);
