namespace AudioRooms.Grains.Storage;

/// <summary>The databases that AudioRooms runs on. Their SQL differs only where this says so.</summary>
public enum SqlDialect
{
    /// <summary>A file beside the process: laptops, demos, small communities.</summary>
    Sqlite = 1,

    /// <summary>Production.</summary>
    PostgreSql = 2,
}
