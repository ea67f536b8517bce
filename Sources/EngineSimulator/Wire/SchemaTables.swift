extension Schema {
  /// API v3, as far as host networking uses it (`api.xsd` of engine 3.6); orders are its own.
  static let v3 = Schema(
    table: """
      action: name=text description=text comment=text creation_status link async=text grace_period host network \
      root_password image fence_type force=bool option iscsi storage_domain cluster discard_snapshots \
      iscsi_target ticket pause vm template quota snapshot disks host_nics resolution_type restore_memory bricks \
      details clone exclusive migrate_vms_in_affinity_closure ssh storage_domains undeploy_hosted_engine reason \
      import_as_template maintenance_enabled image_transfer \
      modified_network_attachments=[network_attachment] removed_network_attachments=[network_attachment] \
      synchronized_network_attachments=[network_attachment] modified_bonds=[host_nic] removed_bonds=[host_nic] \
      modified_labels=[label] removed_labels=[label] check_connectivity=bool connectivity_timeout=int \
      job status fault
      network_attachment: actions name=text description=text comment=text creation_status link network=network \
      host_nic=host_nic ip_address_assignments=[ip_address_assignment] properties=[property] \
      reported_configurations host=host qos=qos
      ip_address_assignment: ip=ip assignment_method=text
      ip: @address @netmask @gateway @version
      property: name=text value=text
      network: actions name=text description=text comment=text creation_status link data_center cluster ip=ip vlan \
      stp=bool status display=bool mtu=int usages required=bool profile_required=bool labels qos
      host_nic: actions name=text description=text comment=text creation_status link host=host network=network \
      mac ip=ip base_interface=text vlan bonding=bonding boot_protocol=text statistics check_connectivity=bool \
      speed=int status mtu=int bridged=bool custom_configuration=bool override_configuration=bool labels=[label] \
      properties=[property] virtual_functions_configuration qos=qos physical_function
      host: name=text description=text comment=text link
      bonding: options=[option] slaves=[host_nic]
      option: @name @value @type
      label: actions name=text description=text comment=text creation_status link network=network host_nic=host_nic
      qos: @type name=text description=text comment=text link type=text data_center max_throughput=int \
      max_read_throughput=int max_write_throughput=int max_iops=int max_read_iops=int max_write_iops=int \
      cpu_limit=int inbound_average=int inbound_peak=int inbound_burst=int outbound_average=int outbound_peak=int \
      outbound_burst=int outbound_average_linkshare=int outbound_average_upperlimit=int outbound_average_realtime=int
      """)

  /// API v4 of that version, as far as host networking uses it (`ovirt-engine-api-model`, `types/*.java`): own members
  /// by name, then references by name.
  static func v4(_ persona: Persona) -> Schema {
    let base = "actions name=text description=text comment=text link"
    return Schema(
      table: """
        action: name=text description=text comment=text link allow_partial_import async=bool attachment \
        authorized_key bricks certificates check_connectivity=bool clone clone_permissions cluster \
        collapse_snapshots \(persona.knowsCommitOnSuccess ? "commit_on_success=bool" : "") connection \
        connectivity_timeout=int data_center deploy_hosted_engine details discard_snapshots discovered_targets disk \
        disk_profile disks exclusive fault fence_type filter fix_layout force=bool grace_period host image \
        image_transfer import_as_template is_attached iscsi iscsi_targets job lease logical_units \
        maintenance_after_restart maintenance_enabled migrate_vms_in_affinity_closure modified_bonds=[host_nic] \
        modified_labels=[network_label] modified_network_attachments=[network_attachment] optimize_cpu_settings \
        option pause permission power_management proxy_ticket quota reason reassign_bad_macs reboot \
        registration_configuration remote_viewer_connection_file removed_bonds=[host_nic] \
        removed_labels=[network_label] removed_network_attachments=[network_attachment] resolution_type \
        restore_memory root_password seal snapshot source_host ssh status stop_gluster_service storage_domain \
        storage_domains succeeded synchronized_network_attachments=[network_attachment] template ticket timeout \
        undeploy_hosted_engine upgrade_action use_cloud_init use_initialization use_sysprep \
        virtual_functions_configuration vm vnic_profile_mappings volatile
        network_attachment: \(base) dns_resolver_configuration=dns_resolver_configuration in_sync=bool \
        ip_address_assignments=[ip_address_assignment] properties=[property] reported_configurations host=host \
        host_nic=host_nic network=network qos=qos
        dns_resolver_configuration: name_servers=[name_server:text]
        ip_address_assignment: assignment_method=text ip=ip
        ip: address=text gateway=text netmask=text version=text
        property: name=text value=text
        network: \(base) display=bool dns_resolver_configuration ip=ip mtu=int port_isolation=bool \
        profile_required=bool required=bool status stp=bool usages vdsm_name vlan cluster data_center \
        external_provider external_provider_physical_network network_labels permissions qos vnic_profiles
        host_nic: \(base) ad_aggregator_id=int base_interface=text bonding=bonding boot_protocol=text bridged=bool \
        check_connectivity=bool custom_configuration=bool ip=ip ipv6=ip ipv6_boot_protocol=text mac mtu=int \
        override_configuration=bool properties=[property] speed=int status statistics virtual_functions_configuration \
        vlan host=host network=network network_labels=[network_label] physical_function qos=qos
        host: \(base)
        bonding: ad_partner_mac options=[option] slaves=[host_nic] active_slave
        option: name=text type=text value=text
        network_label: \(base) host_nic=host_nic network=network
        qos: \(base) cpu_limit=int inbound_average=int inbound_burst=int inbound_peak=int max_iops=int \
        max_read_iops=int max_read_throughput=int max_throughput=int max_write_iops=int max_write_throughput=int \
        outbound_average=int outbound_average_linkshare=int outbound_average_realtime=int \
        outbound_average_upperlimit=int outbound_burst=int outbound_peak=int type=text data_center
        """)
  }
}
