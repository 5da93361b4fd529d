using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Records.Companies;

/// <summary>The company was saved: read it again.</summary>
public sealed record CompanyChanged(WorkspaceId Workspace);
