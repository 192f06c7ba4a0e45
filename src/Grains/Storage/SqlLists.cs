namespace AudioRooms.Grains.Storage;

/// <summary>SQL conditions on lists of values.</summary>
internal static class SqlLists
{
    /// <summary>A condition that is true if the column has one of the values of a parameter, which must be an array. PostgreSQL
    /// takes the array as one value; for SQLite Dapper writes one parameter per value.</summary>
    public static string In(this SqlDialect dialect, string column, string parameter) => dialect switch
    {
        SqlDialect.Sqlite => $"{column} IN {parameter}",
        SqlDialect.PostgreSql => $"{column} = ANY ({parameter})",
    };
}
