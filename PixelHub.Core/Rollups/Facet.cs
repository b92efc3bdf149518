namespace PixelHub.Core.Rollups;

/// <summary>What hits are broken down by. The number is stored and never changes its meaning.</summary>
public enum Facet : byte
{
    /// <summary>The link's id in the mail.</summary>
    Link = 1,

    /// <summary>Where the snippet stood.</summary>
    Channel = 2,

    /// <summary>The campaign or send label.</summary>
    Campaign = 3,

    /// <summary>Host of the referring page.</summary>
    Referrer = 4,

    /// <summary>Mail client or browser family.</summary>
    Client = 5,

    /// <summary>Operating system.</summary>
    Os = 6,

    /// <summary>Form factor.</summary>
    Device = 7,

    /// <summary>The rule that gave the class.</summary>
    Rule = 8,

    /// <summary>Where people were, as two letters; known of direct hits only.</summary>
    Country = 9,
}
