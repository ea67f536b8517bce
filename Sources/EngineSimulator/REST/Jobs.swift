import XMLTree

// Jobs: what the engine did, and what external systems open, end and clear (`BackendJobsResource`, engine 3.5 to 4.5).
extension Exchange {
  /// `GET` and `POST jobs`.
  mutating func answerJobs() throws(Refusal) -> Reply {
    try allow("GET", "POST")
    guard method == "POST" else {
      let found = world.jobs.prefix(limit ?? world.jobs.count)
      return ok(XMLElement("jobs", children: found.map { document($0) }))
    }
    guard let description = try body("job").childText("description").nonEmpty else {
      throw .incomplete("Job", "description", "add")
    }
    try mayEdit()
    let job = World.Named(id: world.identifiers.next("job"), name: description)
    world.jobs.append(job)
    world.openJobs.insert(job.id)
    return Reply(status: 201, document: document(job), location: document(job).attribute("href"))
  }

  /// One job, its steps, and the actions `end` and `clear`.
  mutating func answerJob(_ id: String, _ rest: [String]) throws(Refusal) -> Reply {
    guard let index = world.jobs.firstIndex(where: { $0.id == id.lowercased() }) else { throw .notFound }
    switch (rest.first, rest.count) {
    case (nil, _):
      try allow("GET")
      return ok(document(world.jobs[index]))
    case ("steps", 1):
      // The jobs of this engine are done in one go.
      try allow("GET")
      return ok(XMLElement("steps"))
    case ("end", 1), ("clear", 1):
      try allow("POST")
      let action = request.body.isEmpty ? XMLElement("action") : try body("action")
      try mayEdit()
      guard world.openJobs.contains(world.jobs[index].id) || rest[0] == "clear" else {
        throw .plain("ACTION_TYPE_FAILED_JOB_NOT_EXTERNAL", 409, "The job isn't an external one.")
      }
      world.openJobs.remove(world.jobs[index].id)
      if rest[0] == "clear" { world.jobs.remove(at: index) }
      return ok(self.action(action.children, status: "complete"))
    default: throw .notFound
    }
  }

  private func document(_ job: World.Named) -> XMLElement {
    documents.job(job, isOpen: world.openJobs.contains(job.id))
  }
}
