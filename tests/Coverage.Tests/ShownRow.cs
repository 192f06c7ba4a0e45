namespace AudioRooms.Coverage.Tests;

/// <summary>A test that says which row it shows.</summary>
/// <param name="Row">Id of the row.</param>
/// <param name="Project">Folder of the test project.</param>
/// <param name="Test">Class and method, or the class alone if all of it shows the row.</param>
internal sealed record ShownRow(string Row, string Project, string Test);
