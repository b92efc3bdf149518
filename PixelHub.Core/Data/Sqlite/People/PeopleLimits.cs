namespace PixelHub.Core.Data.Sqlite.People;

/// <summary>When known people move on.</summary>
/// <param name="Generation">People in memory from which on they move into blocks of level 1: they need 8 MB, and as much again while the generation before moves.</param>
/// <param name="Level1Blocks">
/// Blocks of level 1 from which on its people move to level 2, as many as come: 8,192 hold some 3 million. A page of level 1 is written for every
/// (generation / blocks) people, one of level 2 for every (2 × people of level 1 / blocks of level 2): at 60 million people these are about the same.
/// </param>
internal sealed record PeopleLimits(int Generation = 400_000, int Level1Blocks = 8_192);
