using PixelHub.Tests.Support;

namespace PixelHub.Tests.Scenarios;

/// <summary>
/// Tests of the real process. They run one after another, after all others: several measure time, and all want the machine for themselves.
/// </summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Scenario : ICollectionFixture<Chromium>;
