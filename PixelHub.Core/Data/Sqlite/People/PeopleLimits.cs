namespace PixelHub.Core.Data.Sqlite.People;

/// <summary>When known people move on.</summary>
/// <param name="Generation">People in memory from which on they move into blocks of level 1: they need 8 MB, and as much again while the generation before moves.</param>
/// <param name="Level1Blocks">
/// Blocks of level 1 from which on its people move to level 2; 16,384 hold some 7 million. About the root of (generation × all people) costs least.
/// </param>
internal sealed record PeopleLimits(int Generation = 400_000, int Level1Blocks = 16_384);
