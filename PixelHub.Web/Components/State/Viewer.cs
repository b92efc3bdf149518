namespace PixelHub.Web.Components.State;

/// <summary>What this browser chose, as its cookies say. Lives as long as the circuit; scripts keep the cookies for the next one.</summary>
/// <param name="theme">light or dark; anything else follows the system.</param>
/// <param name="tool">Id of the mailing tool chosen last.</param>
public sealed class Viewer(string? theme, string? tool)
{
    /// <summary>light or dark; null to follow the system.</summary>
    public string? Theme { get; } = theme is "light" or "dark" ? theme : null;

    /// <summary>Id of the mailing tool chosen last; null when none was.</summary>
    public string? Tool { get; set; } = tool;
}
