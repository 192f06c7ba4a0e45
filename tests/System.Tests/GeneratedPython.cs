namespace AudioRooms.System.Tests;

/// <summary>
/// The Python code that Debian's <c>protoc</c> and its plugin for gRPC make of our .proto files, in a folder of its own.
/// </summary>
internal sealed class GeneratedPython(string protos) : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("audiorooms-python-").FullName;

    public async Task MakeAsync(TimeSpan limit)
    {
        await using var protoc = ProgramRun.Start(
            "/usr/bin/protoc",
            [
                $"--proto_path={protos}", $"--python_out={Folder}", $"--grpc_python_out={Folder}",
                "--plugin=protoc-gen-grpc_python=/usr/bin/grpc_python_plugin",
                .. Directory.EnumerateFiles(protos, "*.proto", SearchOption.AllDirectories),
            ]);

        (await protoc.WaitForExitAsync(limit)).ShouldBe(0, protoc.Errors);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
