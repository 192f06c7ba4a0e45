using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;

namespace Grpc.StandIn.Reflection;

/// <summary>Answers <c>grpc.reflection.v1.ServerReflection</c>.</summary>
internal sealed class ReflectionService(ServiceCatalog catalog) : ServerReflection.ServerReflectionBase
{
    private const string AlphaName = "grpc.reflection.v1alpha.ServerReflection";

    /// <summary>The same conversation under the name that it had first; the messages are the same on the wire.</summary>
    public ServerServiceDefinition DefineAlpha()
    {
        var method = new Method<ServerReflectionRequest, ServerReflectionResponse>(
            MethodType.DuplexStreaming,
            AlphaName,
            nameof(ServerReflectionInfo),
            Marshallers.Create(message => message.ToByteArray(), ServerReflectionRequest.Parser.ParseFrom),
            Marshallers.Create(message => message.ToByteArray(), ServerReflectionResponse.Parser.ParseFrom));
        return ServerServiceDefinition.CreateBuilder().AddMethod(method, ServerReflectionInfo).Build();
    }

    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream,
        IServerStreamWriter<ServerReflectionResponse> responseStream,
        ServerCallContext context)
    {
        while (await requestStream.MoveNext(context.CancellationToken).ConfigureAwait(false))
        {
            await responseStream.WriteAsync(Answer(requestStream.Current), context.CancellationToken).ConfigureAwait(false);
        }
    }

    internal ServerReflectionResponse Answer(ServerReflectionRequest request)
    {
        var response = new ServerReflectionResponse { ValidHost = request.Host, OriginalRequest = request };
        switch (request.MessageRequestCase)
        {
            case ServerReflectionRequest.MessageRequestOneofCase.ListServices:
                response.ListServicesResponse = new ListServiceResponse
                {
                    Service = { catalog.ServiceNames.Select(name => new ServiceResponse { Name = name }) },
                };
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileByFilename:
                SetFile(response, catalog.FindFile(request.FileByFilename), "file");
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingSymbol:
                SetFile(response, catalog.FindFileOfSymbol(request.FileContainingSymbol), "symbol");
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingExtension:
                var extension = request.FileContainingExtension;
                SetFile(response, catalog.FindFileOfExtension(extension.ContainingType, extension.ExtensionNumber), "extension");
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType:
                SetExtensions(response, request.AllExtensionNumbersOfType);
                break;
            default:
                response.ErrorResponse = Error(StatusCode.InvalidArgument, "The request asks for nothing.");
                break;
        }

        return response;
    }

    private static void SetFile(ServerReflectionResponse response, FileDescriptor? file, string what)
    {
        if (file is null)
        {
            response.ErrorResponse = Error(StatusCode.NotFound, $"There is no such {what}.");
            return;
        }

        var files = new List<FileDescriptor>();
        AddWithImports(file, files);
        response.FileDescriptorResponse = new FileDescriptorResponse { FileDescriptorProto = { files.Select(each => each.SerializedData) } };
    }

    private static void AddWithImports(FileDescriptor file, List<FileDescriptor> files)
    {
        if (files.Contains(file))
        {
            return;
        }

        files.Add(file);
        foreach (var import in file.Dependencies)
        {
            AddWithImports(import, files);
        }
    }

    private void SetExtensions(ServerReflectionResponse response, string extendedType)
    {
        if (catalog.FindExtensionNumbers(extendedType) is { } numbers)
        {
            response.AllExtensionNumbersResponse = new ExtensionNumberResponse { BaseTypeName = extendedType, ExtensionNumber = { numbers } };
        }
        else
        {
            response.ErrorResponse = Error(StatusCode.NotFound, "There is no such type.");
        }
    }

    private static ErrorResponse Error(StatusCode code, string message) => new() { ErrorCode = (int)code, ErrorMessage = message };
}
