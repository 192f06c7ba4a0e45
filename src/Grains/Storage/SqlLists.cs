namespace AudioRooms.Grains.Storage;

/// <summary>Conditions on a list of values.</summary>
internal static class SqlLists
{
    /// <summary>
    /// True for rows whose column has one of the values of a parameter, which must be an array. PostgreSQL takes the array as one
    /// value; for SQLite Dapper writes a parameter per value.
    /// </summary>
    public static string In(this SqlDialect dialect, string column, string parameter) => dialect switch
    {
        SqlDialect.Sqlite => $"{column} IN {parameter}",
        SqlDialect.PostgreSql => $"{column} = ANY ({parameter})",
    };
}
