namespace PixelHub.Core.Catalog;

/// <summary>Where an experiment is in its life. The number is stored and never changes its meaning.</summary>
public enum ExperimentStatus : byte
{
    /// <summary>Being set up; hits are tests.</summary>
    Draft = 0,

    /// <summary>Counting.</summary>
    Running = 1,

    /// <summary>Not counting for now; pixel and link keep answering.</summary>
    Paused = 2,

    /// <summary>Decided; everybody gets the winner.</summary>
    Completed = 3,

    /// <summary>Put away; links keep working unless the owner turned that off.</summary>
    Archived = 4,
}

/// <summary>The kind of choice an experiment makes between its variants. The number is stored and never changes its meaning.</summary>
public enum ExperimentType : byte
{
    /// <summary>By weight, the same variant for the same recipient.</summary>
    AbTest = 0,

    /// <summary>By the first condition that holds.</summary>
    SmartLink = 1,

    /// <summary>By the window that is open.</summary>
    Scheduled = 2,
}
