-- The table from which every ADO.NET provider of Orleans reads its statements when the silo starts.
CREATE TABLE OrleansQuery
(
    QueryKey  TEXT NOT NULL PRIMARY KEY,
    QueryText TEXT NOT NULL
);
