namespace AudioRooms.Grains.Storage;

/// <summary>The databases that AudioRooms supports. Code whose SQL differs asks for this.</summary>
public enum SqlDialect
{
    /// <summary>A file beside the process, for laptops, demos and small communities.</summary>
    Sqlite = 1,

    /// <summary>For production and several silos.</summary>
    PostgreSql = 2,
}
