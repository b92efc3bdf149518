using PixelHub.Core.Reports;

namespace PixelHub.Web.Components.State;

/// <summary>The figures that can be explained.</summary>
public enum FigureKind
{
    /// <summary>H: people who opened.</summary>
    PeopleOpened,

    /// <summary>Opens, people told apart or not.</summary>
    Opens,

    /// <summary>H/D.</summary>
    OpenRate,

    /// <summary>M: people in whose name only machines came.</summary>
    OnlyMachines,

    /// <summary>M/D.</summary>
    MachineShare,

    /// <summary>(H+M)/D.</summary>
    UpperRate,

    /// <summary>H/(D−M).</summary>
    Estimate,

    /// <summary>People who clicked.</summary>
    PeopleClicked,

    /// <summary>Clicks, people told apart or not.</summary>
    Clicks,

    /// <summary>People who clicked / D.</summary>
    ClickRate,

    /// <summary>People who clicked / H.</summary>
    ClickToOpenRate,

    /// <summary>D and what it is made of.</summary>
    Delivered,

    /// <summary>A variant's part of the traffic.</summary>
    Share,
}

/// <summary>One figure on an experiment's page.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Variant">Number of the variant; null for all.</param>
/// <param name="Classes">For opens and clicks: whose. Every other figure is of people.</param>
public readonly record struct FigureKey(FigureKind Kind, int? Variant = null, ClassSet Classes = default);
